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

    /// @notice Values all items; leaves in `m` what the verdicts need.
    function fit(Numbers memory m) internal pure {
        unchecked {
            for (uint256 round = 0; round < ROUNDS; ++round) {
                _bound(m);
                // Two words for each that may be listed, and one that is overwritten.
                uint256 list = Bits.reserve(8 * m.stride * ((m.rows + 3) & ~uint256(3)) + 64);
                uint256 end = list;
                for (uint256 r = 0; r < m.rows; r += 4) end = _residuals(m, r, end);
                _weigh(m);
                for (uint256 r = 0; r < m.rows; r += 4) _add(m, r);
                _correct(m.shares - m.weights, list, end);
                _value(m);
                Bits.release(list);
            }
        }
    }

    /// @dev The ranges that answers are clamped to; no sums yet.
    function _bound(Numbers memory m) private pure {
        unchecked {
            uint256 pair = m.pairs;
            for (uint256 end = pair + (NumericGrid.RECORD * m.stride) / 8; pair < end; pair += NumericGrid.RECORD) {
                uint256 value = Bits.load(pair + NumericGrid.VALUE);
                uint256 bound = Bits.load(pair + NumericGrid.BOUND);
                Bits.store(pair + NumericGrid.VALUES, value >> 128);
                Bits.store(pair + NumericGrid.VALUES + 32, value & NumericGrid.HALF);
                Bits.store(pair + NumericGrid.LOWER, value - bound);
                Bits.store(pair + NumericGrid.UPPER, value + bound);
                Bits.store(pair + NumericGrid.SUMS, 0);
            }
        }
    }

    /// @dev Writes the sums of the squares of the clamped residuals of four rows to their weights. Words of which an answer
    /// may be out of bounds, that is far from the item's value, are few: they are listed from `list` on.
    function _residuals(Numbers memory m, uint256 r, uint256 list) private pure returns (uint256 end) {
        unchecked {
            uint256 word = NumericGrid.row(m, r);
            uint256 weights = m.weights + 32 * r;
            end = _squares(word, m.pairs, weights, word + 16 * m.stride, list);
            for (; list < end; list += 64) _clamp(list, word, weights);
        }
    }

    /// @dev The words of four rows from `word` on: what rows share is loaded once. A residual is rounded towards zero,
    /// whichever its sign.
    // Unrolled: a loop would cost a third more.
    // solhint-disable-next-line function-max-lines
    function _squares(
        uint256 word,
        uint256 pair,
        uint256 weights,
        uint256 end,
        uint256 list
    ) private pure returns (uint256 listEnd) {
        assembly ("memory-safe") {
            mstore(0, weights)
            let first := 0
            let second := 0
            let third := 0
            let fourth := 0
            for {} lt(word, end) {
                word := add(word, 128)
                pair := add(pair, 448)
            } {
                let valueX := mload(add(pair, 384))
                let valueY := mload(add(pair, 416))
                let spreadX := mload(add(pair, 256))
                let spreadY := mload(add(pair, 288))
                let least := mload(add(pair, 224))
                {
                    let y := mload(word)
                    let x := sdiv(shl(6, sub(shr(128, y), valueX)), spreadX)
                    y := sdiv(shl(6, sub(signextend(15, y), valueY)), spreadY)
                    x := mul(x, x)
                    y := mul(y, y)
                    if or(gt(x, least), gt(y, least)) {
                        // A word without answers is overwritten.
                        mstore(list, or(shl(128, word), pair))
                        list := add(list, shl(6, gt(mload(word), 0)))
                        x := 0
                        y := 0
                    }
                    first := add(add(x, y), first)
                }
                {
                    let y := mload(add(word, 32))
                    let x := sdiv(shl(6, sub(shr(128, y), valueX)), spreadX)
                    y := sdiv(shl(6, sub(signextend(15, y), valueY)), spreadY)
                    x := mul(x, x)
                    y := mul(y, y)
                    if or(gt(x, least), gt(y, least)) {
                        // A word without answers is overwritten.
                        mstore(list, or(shl(128, add(word, 32)), pair))
                        list := add(list, shl(6, gt(mload(add(word, 32)), 0)))
                        x := 0
                        y := 0
                    }
                    second := add(add(x, y), second)
                }
                {
                    let y := mload(add(word, 64))
                    let x := sdiv(shl(6, sub(shr(128, y), valueX)), spreadX)
                    y := sdiv(shl(6, sub(signextend(15, y), valueY)), spreadY)
                    x := mul(x, x)
                    y := mul(y, y)
                    if or(gt(x, least), gt(y, least)) {
                        // A word without answers is overwritten.
                        mstore(list, or(shl(128, add(word, 64)), pair))
                        list := add(list, shl(6, gt(mload(add(word, 64)), 0)))
                        x := 0
                        y := 0
                    }
                    third := add(add(x, y), third)
                }
                {
                    let y := mload(add(word, 96))
                    let x := sdiv(shl(6, sub(shr(128, y), valueX)), spreadX)
                    y := sdiv(shl(6, sub(signextend(15, y), valueY)), spreadY)
                    x := mul(x, x)
                    y := mul(y, y)
                    if or(gt(x, least), gt(y, least)) {
                        // A word without answers is overwritten.
                        mstore(list, or(shl(128, add(word, 96)), pair))
                        list := add(list, shl(6, gt(mload(add(word, 96)), 0)))
                        x := 0
                        y := 0
                    }
                    fourth := add(add(x, y), fourth)
                }
            }
            let weights_ := mload(0)
            mstore(weights_, first)
            mstore(add(weights_, 32), second)
            mstore(add(weights_, 64), third)
            mstore(add(weights_, 96), fourth)
            listEnd := list
        }
    }

    /// @dev Adds the squares of the residuals of the two answers in a listed word to its row's sum, each at most its limit;
    /// 0 where skipped. Lists what clamping changes, and where: address of the record | of the row's weight << 128.
    /// start, weights: word and weight of the first of the four rows.
    function _clamp(uint256 entry, uint256 start, uint256 weights) private pure {
        assembly ("memory-safe") {
            function clamp(x, pair, i) -> square, change {
                if x {
                    let lower := shr(128, mload(add(add(pair, 32), shr(1, i))))
                    let upper := shr(128, mload(add(add(pair, 64), shr(1, i))))
                    switch or(lt(x, lower), gt(x, upper))
                    case 0 {
                        square := sdiv(shl(6, sub(x, mload(add(add(pair, 384), i)))), mload(add(add(pair, 256), i)))
                        square := mul(square, square)
                    }
                    default {
                        square := mload(add(add(pair, 320), i))
                        change := sub(add(lower, mul(gt(x, upper), sub(upper, lower))), x)
                    }
                }
            }
            let at_ := shr(128, mload(entry))
            let pair := and(mload(entry), 0xffffffffffffffff)
            let weight := add(weights, and(sub(at_, start), 127))
            let x := mload(at_)
            let square, change := clamp(shr(128, x), pair, 0)
            let square_, change_ := clamp(signextend(15, x), pair, 32)
            mstore(weight, add(mload(weight), add(square, square_)))
            mstore(entry, or(shl(128, weight), pair))
            mstore(add(entry, 32), add(shl(128, change), change_))
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
                    sums := add(sums, 448)
                    word := add(word, 128)
                }
            }
        }
    }

    /// @dev Adds to the sums what clamping changes. Halves of a change may be negative, but none of a sum becomes so.
    function _correct(uint256 toShare, uint256 list, uint256 end) private pure {
        assembly ("memory-safe") {
            for {} lt(list, end) {
                list := add(list, 64)
            } {
                let sums := add(and(mload(list), 0xffffffffffffffff), 96)
                let share := mload(add(shr(128, mload(list)), toShare))
                mstore(sums, add(mload(sums), mul(share, mload(add(list, 32)))))
            }
        }
    }

    /// @dev Weighted means, except where gold is known.
    function _value(Numbers memory m) private pure {
        assembly ("memory-safe") {
            let pair := mload(add(m, 0xc0))
            for {
                let end := add(pair, mul(56, mload(add(m, 0x40))))
            } lt(pair, end) {
                pair := add(pair, 448)
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
