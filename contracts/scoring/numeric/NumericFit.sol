// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Beliefs} from "../categorical/Beliefs.sol";
import {Bits} from "../categorical/Bits.sol";
import {NumericGrid, Numbers} from "./NumericGrid.sol";

/// @title A normal model per item, rows weighted by the inverse variance of their residuals.
/// @notice Residuals are measured in 1/64 of the item's spread and clamped by Chauvenet's criterion; variances are
/// shrunk towards the population's by one pseudo-answer.
library NumericFit {
    uint256 private constant ROUNDS = 2;
    /// @dev Per profile, lowest first: pseudo-answers, and their variance in quarters of the population's.
    uint256 private constant STRENGTHS = 0x0404010101;
    uint256 private constant QUARTERS = 0x0802020304;

    /// @dev Words of which an answer may be out of bounds, that is far from the item's value: few. An entry of `list`:
    /// address of the word | of the row's weight << 64 | of the record << 128.
    struct Outliers {
        uint256 list;
        uint256 end;
    }

    /// @notice Values all items; leaves in `m` what the verdicts need.
    function fit(Numbers memory m) internal pure {
        unchecked {
            for (uint256 round = 0; round < ROUNDS; ++round) {
                _bound(m);
                Outliers memory outliers;
                uint256 free = Bits.allocate(0);
                (outliers.list, outliers.end) = (free, free);
                for (uint256 r = 0; r < m.rows; r += 4) _residuals(m, r, outliers);
                _weigh(m);
                for (uint256 r = 0; r < m.rows; r += 4) _add(m, r);
                _clamp(m, outliers);
                _value(m);
            }
        }
    }

    /// @dev The ranges that answers are clamped to; no sums yet.
    function _bound(Numbers memory m) private pure {
        unchecked {
            uint256 pair = m.pairs;
            for (uint256 end = pair + 4 * NumericGrid.RECORD * (m.stride / 32); pair < end; pair += NumericGrid.RECORD) {
                uint256 value = Bits.load(pair + NumericGrid.VALUE);
                uint256 bound = Bits.load(pair + NumericGrid.BOUND);
                Bits.store(pair + NumericGrid.LOWER, value - bound);
                Bits.store(pair + NumericGrid.UPPER, value + bound);
                Bits.store(pair + NumericGrid.SUMS, 0);
            }
        }
    }

    /// @dev Writes the sums of the squares of the clamped residuals of four rows to their weights: what rows share is
    /// loaded once. A residual is rounded towards zero, whichever its sign.
    function _residuals(Numbers memory m, uint256 r, Outliers memory outliers) private pure {
        unchecked {
            uint256 start = NumericGrid.row(m, r);
            uint256 end = outliers.end;
            uint256 last = _squares(start, m.pairs, m.weights + 32 * r, 16 * m.stride, end);
            outliers.end = last;
            for (; end < last; end += 32) {
                (uint256 word, uint256 pair) = (uint64(Bits.load(end)), Bits.load(end) >> 128);
                uint256 weight = m.weights + 32 * r + ((word - start) & 127);
                Bits.store(weight, Bits.load(weight) + _clampedSquares(Bits.load(word), pair));
                Bits.store(end, Bits.load(end) | (weight << 64));
            }
        }
    }

    /// @dev The `size` bytes of four rows from `word` on, but for outliers, which are listed from `list` on.
    // Unrolled: a loop would cost a third more.
    // solhint-disable-next-line function-max-lines
    function _squares(
        uint256 word,
        uint256 pair,
        uint256 weights,
        uint256 size,
        uint256 list
    ) private pure returns (uint256 end) {
        assembly ("memory-safe") {
            let first := 0
            let second := 0
            let third := 0
            let fourth := 0
            for {
                size := add(word, size)
            } lt(word, size) {
                word := add(word, 128)
                pair := add(pair, 384)
            } {
                let value := shl(6, and(mload(pair), 0xffffffffffffffffffffffffffffffff))
                let value_ := shl(6, shr(128, mload(pair)))
                let spread := mload(add(pair, 288))
                let spread_ := mload(add(pair, 256))
                let least := mload(add(pair, 224))
                {
                    let x := shl(6, mload(word))
                    let y := sdiv(sub(shr(128, x), value_), spread_)
                    y := mul(y, y)
                    x := sdiv(sub(and(x, 0xffffffffffffffffffffffffffffffff), value), spread)
                    x := mul(x, x)
                    switch or(gt(x, least), gt(y, least))
                    case 0 {
                        first := add(add(x, y), first)
                    }
                    default {
                        mstore(list, or(shl(128, pair), word))
                        list := add(list, 32)
                    }
                }
                {
                    let x := shl(6, mload(add(word, 32)))
                    let y := sdiv(sub(shr(128, x), value_), spread_)
                    y := mul(y, y)
                    x := sdiv(sub(and(x, 0xffffffffffffffffffffffffffffffff), value), spread)
                    x := mul(x, x)
                    switch or(gt(x, least), gt(y, least))
                    case 0 {
                        second := add(add(x, y), second)
                    }
                    default {
                        mstore(list, or(shl(128, pair), add(word, 32)))
                        list := add(list, 32)
                    }
                }
                {
                    let x := shl(6, mload(add(word, 64)))
                    let y := sdiv(sub(shr(128, x), value_), spread_)
                    y := mul(y, y)
                    x := sdiv(sub(and(x, 0xffffffffffffffffffffffffffffffff), value), spread)
                    x := mul(x, x)
                    switch or(gt(x, least), gt(y, least))
                    case 0 {
                        third := add(add(x, y), third)
                    }
                    default {
                        mstore(list, or(shl(128, pair), add(word, 64)))
                        list := add(list, 32)
                    }
                }
                {
                    let x := shl(6, mload(add(word, 96)))
                    let y := sdiv(sub(shr(128, x), value_), spread_)
                    y := mul(y, y)
                    x := sdiv(sub(and(x, 0xffffffffffffffffffffffffffffffff), value), spread)
                    x := mul(x, x)
                    switch or(gt(x, least), gt(y, least))
                    case 0 {
                        fourth := add(add(x, y), fourth)
                    }
                    default {
                        mstore(list, or(shl(128, pair), add(word, 96)))
                        list := add(list, 32)
                    }
                }
            }
            mstore(weights, first)
            mstore(add(weights, 32), second)
            mstore(add(weights, 64), third)
            mstore(add(weights, 96), fourth)
            end := list
        }
    }

    /// @dev Squares of the residuals of the two answers in a word, each at most its limit; 0 where skipped.
    function _clampedSquares(uint256 word, uint256 pair) private pure returns (uint256 sum) {
        assembly ("memory-safe") {
            for {
                let i := 0
            } lt(i, 64) {
                i := add(i, 32)
            } {
                let x := shr(128, word)
                if x {
                    let value := shr(128, mload(add(pair, shr(1, i))))
                    let square := sdiv(shl(6, sub(x, value)), mload(add(add(pair, 256), i)))
                    square := mul(square, square)
                    let limit := mload(add(add(pair, 320), i))
                    if gt(square, limit) {
                        square := limit
                    }
                    sum := add(sum, square)
                }
                word := shl(128, word)
            }
        }
    }

    /// @dev Fills `m.weights` and `m.shares`.
    function _weigh(Numbers memory m) private pure {
        unchecked {
            uint256 total;
            uint256 count;
            for (uint256 r = 0; r < m.rows; ++r) {
                if (Bits.load(m.profiles + 32 * r) == Beliefs.MODEL) continue;
                uint256 share = Beliefs.SHARE / Bits.load(m.copies + 32 * r);
                total += share * Bits.load(m.weights + 32 * r);
                count += share * Bits.load(m.given + 32 * r);
            }
            uint256 population = count == 0 ? 0 : (16 * total) / count;
            for (uint256 r = 0; r < m.rows; ++r) {
                uint256 profile = Bits.load(m.profiles + 32 * r);
                uint256 strength = (STRENGTHS >> (8 * profile)) & 0xff;
                uint256 prior = (strength * ((QUARTERS >> (8 * profile)) & 0xff) * population) / 4;
                uint256 variance =
                    (16 * Bits.load(m.weights + 32 * r) + prior) / (Bits.load(m.given + 32 * r) + strength);
                uint256 weight = 2 ** 32 / (variance + 1);
                Bits.store(m.weights + 32 * r, weight);
                Bits.store(m.shares + 32 * r, weight / Bits.load(m.copies + 32 * r));
            }
        }
    }

    /// @dev Adds the answers of four rows to the items' weighted sums, unclamped.
    function _add(Numbers memory m, uint256 r) private pure {
        unchecked {
            uint256 word = NumericGrid.row(m, r);
            uint256 end = word + 16 * m.stride;
            uint256 sums = m.pairs + NumericGrid.SUMS;
            uint256 shares = m.shares + 32 * r;
            assembly ("memory-safe") {
                let first := mload(shares)
                let second := mload(add(shares, 32))
                let third := mload(add(shares, 64))
                let fourth := mload(add(shares, 96))
                for {} lt(word, end) {} {
                    let sum := add(mload(sums), mul(first, mload(word)))
                    sum := add(mul(second, mload(add(word, 32))), sum)
                    sum := add(mul(third, mload(add(word, 64))), sum)
                    mstore(sums, add(mul(fourth, mload(add(word, 96))), sum))
                    sums := add(sums, 384)
                    word := add(word, 128)
                }
            }
        }
    }

    /// @dev Adds to the sums what clamping changes. Both halves of a change may be negative, but no half of a sum becomes so.
    function _clamp(Numbers memory m, Outliers memory outliers) private pure {
        unchecked {
            uint256 toShare = m.shares - m.weights;
            for (uint256 entry = outliers.list; entry < outliers.end; entry += 32) {
                uint256 outlier = Bits.load(entry);
                uint256 word = Bits.load(uint64(outlier));
                uint256 pair = outlier >> 128;
                uint256 share = Bits.load(uint64(outlier >> 64) + toShare);
                uint256 change = _clamped(word, pair) - word;
                Bits.store(pair + NumericGrid.SUMS, Bits.load(pair + NumericGrid.SUMS) + share * change);
            }
        }
    }

    /// @dev The word with its answers clamped.
    function _clamped(uint256 word, uint256 pair) private pure returns (uint256 clamped) {
        assembly ("memory-safe") {
            for {
                let i := 0
            } lt(i, 32) {
                i := add(i, 16)
            } {
                let x := shr(128, word)
                let lower := shr(128, mload(add(add(pair, 32), i)))
                let upper := shr(128, mload(add(add(pair, 64), i)))
                if gt(x, upper) {
                    x := upper
                }
                // Skipped answers stay 0.
                if mul(x, lt(x, lower)) {
                    x := lower
                }
                clamped := or(shl(128, clamped), x)
                word := shl(128, word)
            }
        }
    }

    /// @dev Weighted means, except where gold is known.
    function _value(Numbers memory m) private pure {
        assembly ("memory-safe") {
            let pair := mload(add(m, 0xc0))
            for {
                let end := add(pair, mul(12, shl(2, mload(add(m, 0x40)))))
            } lt(pair, end) {
                pair := add(pair, 384)
            } {
                let sums := mload(add(pair, 96))
                let known := mload(add(pair, 128))
                // The sum of weights is the mean's mark as well.
                let x := shr(128, sums)
                let high := shr(128, known)
                if iszero(high) {
                    high := div(x, shr(80, x))
                }
                x := and(sums, 0xffffffffffffffffffffffffffffffff)
                let low := and(known, 0xffffffffffffffffffffffffffffffff)
                if iszero(low) {
                    low := div(x, shr(80, x))
                }
                mstore(pair, or(shl(128, high), low))
            }
        }
    }
}
