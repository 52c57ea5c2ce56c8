// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Verdict} from "../../types/Scoring.sol";
import {Verdicts} from "../Verdicts.sol";
import {Appraisal} from "../categorical/Appraisal.sol";
import {Bits} from "../categorical/Bits.sol";
import {NumericGrid, Numbers} from "./NumericGrid.sol";

/// @title What rows of numbers are worth, by the values that the others give.
library NumericVerdicts {
    uint256 private constant GIVEN = NumericGrid.GIVEN;
    uint256 private constant HALF = NumericGrid.HALF;
    uint256 private constant NEGATIVE = 0x8000000000000000000000000000000080000000000000000000000000000000;

    /// @dev The greatest mean without a row, above all values.
    uint256 private constant MOST = 1 << 40;
    /// @dev Makes all words of a row negative when part of its weight; no weight reaches it.
    uint256 private constant INTRICATE = 1 << 46;

    // In the records, once the fit is over: the ranges of clamping and of all labels, as far as they overlap.
    uint256 private constant INNER_LOWER = NumericGrid.KNOWN;
    uint256 private constant INNER_UPPER = NumericGrid.BOUND;

    /// @notice Judges every row by Lin's concordance correlation (1989) with the values recomputed without it.
    /// @dev Clears the sums of the items that are not judged: the last step.
    function verdicts(Numbers memory m) internal pure returns (Verdict[] memory out) {
        unchecked {
            out = new Verdict[](m.rows);
            Tally memory t;
            (t.judged, t.low, t.high) = _survey(m);
            _intersect(m, t);
            for (uint256 r = 0; r < m.rows; ++r) {
                _compare(m, r, t);
                (uint256 quality, bool valid) = _appraise(t);
                if (valid && t.x / GIVEN < 4 && _strays(m, r)) (quality, valid) = (0, false);
                out[r] = Verdicts.pack(quality, Bits.load(m.given + 32 * r), Bits.load(m.copies + 32 * r), valid);
            }
        }
    }

    /// @dev Sums over a row's n judged answers x and the values y without it, all with GIVEN added, which changes no
    /// variance. low, high: the range that x is pulled into.
    struct Tally {
        uint256 judged;
        uint256 low;
        uint256 high;
        uint256 x;
        uint256 y;
        uint256 xx;
        uint256 yy;
        uint256 xy;
    }

    /// @dev Judged items, and the range of all labels widened by half on both sides.
    function _survey(Numbers memory m) private pure returns (uint256 judged, uint256 low, uint256 high) {
        unchecked {
            low = type(uint256).max;
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 item = NumericGrid.half(m, i);
                if (Bits.load(item + NumericGrid.KNOWN) >> 128 == 0 && Bits.load(item + NumericGrid.COUNT) >> 128 > 1)
                    ++judged;
                else Bits.store(item + NumericGrid.SUMS, Bits.load(item + NumericGrid.SUMS) & HALF);
                uint256 value = Bits.load(item + NumericGrid.VALUE) >> 128;
                if (value == 0) continue;
                if (value < low) low = value;
                if (value > high) high = value;
            }
            if (high == 0) return (0, GIVEN, GIVEN);
            uint256 margin = (high - low) / 2;
            low = low > margin + GIVEN ? low - margin : GIVEN;
            high += margin;
        }
    }

    /// @dev Writes INNER_LOWER and INNER_UPPER.
    function _intersect(Numbers memory m, Tally memory t) private pure {
        assembly ("memory-safe") {
            let low := mload(add(t, 0x20))
            let high := mload(add(t, 0x40))
            let pair := mload(add(m, 0xc0))
            for {
                let end := add(pair, mul(56, mload(add(m, 0x40))))
            } lt(pair, end) {
                pair := add(pair, 448)
            } {
                let lower := mload(add(pair, 32))
                let upper := mload(add(pair, 64))
                // Nothing is in bounds where nobody answered.
                let first := shr(128, lower)
                first := add(first, mul(sub(low, first), lt(first, low)))
                let second := and(lower, 0xffffffffffffffffffffffffffffffff)
                second := add(second, mul(sub(low, second), lt(second, low)))
                mstore(add(pair, 128), or(shl(128, first), second))
                first := shr(128, upper)
                first := sub(first, mul(sub(first, high), gt(first, high)))
                second := and(upper, 0xffffffffffffffffffffffffffffffff)
                second := sub(second, mul(sub(second, high), gt(second, high)))
                mstore(add(pair, 160), or(shl(128, first), second))
            }
        }
    }

    /// @dev Fills the sums of `t` for row r.
    function _compare(Numbers memory m, uint256 r, Tally memory t) private pure {
        unchecked {
            uint256 word = NumericGrid.row(m, r);
            uint256 weight = Bits.load(m.weights + 32 * r);
            // A copied sheet is judged without its whole cluster, of which the sums may hold less.
            if (Bits.load(m.copies + 32 * r) != 1) weight |= INTRICATE;
            _tally(word, m.pairs, word + 16 * m.stride, weight, t);
        }
    }

    /// @dev Sums over a row's words from `word` on.
    // solhint-disable-next-line function-max-lines
    function _tally(uint256 word, uint256 pair, uint256 end, uint256 weight, Tally memory t) private pure {
        assembly ("memory-safe") {
            // One answer of a word pulled into its range, and the sums without it; 0 where not judged.
            function judge(x, pair_, weight_) -> pulled, rest {
                weight_ := and(weight_, 0x1ffffffff)
                let sums := shr(128, mload(add(pair_, 96)))
                let left := sub(shr(80, sums), weight_)
                if and(gt(x, 0), sgt(left, 0)) {
                    let lower := shr(128, mload(add(pair_, 32)))
                    let upper := shr(128, mload(add(pair_, 64)))
                    let own := x
                    if lt(own, lower) {
                        own := lower
                    }
                    if gt(own, upper) {
                        own := upper
                    }
                    own := mul(weight_, and(own, 0xffffffffffffffffffff))
                    sums := sub(and(sums, 0xffffffffffffffffffff), own)
                    // A mean of at most MOST: what a cluster holds of the sums may be less than what the row takes away.
                    own := shl(40, left)
                    if sgt(sums, own) {
                        sums := own
                    }
                    rest := or(shl(80, left), mul(sums, sgt(sums, 0)))
                    lower := mload(0)
                    upper := mload(32)
                    if lt(x, lower) {
                        x := lower
                    }
                    if gt(x, upper) {
                        x := upper
                    }
                    pulled := x
                }
            }
            mstore(0, mload(add(t, 0x20)))
            mstore(32, mload(add(t, 0x40)))
            let sumX := 0
            let sumY := 0
            let sumXX := 0
            let sumYY := 0
            let sumXY := 0
            for {} lt(word, end) {
                word := add(word, 128)
                pair := add(pair, 448)
            } {
                let x := mload(word)
                let rest := sub(mload(add(pair, 96)), mul(weight, x))
                // Negative halves tell what is out of bounds, or not judged. Variances are at most 32·198², so that no share of
                // a weight is 0, and what the others leave of a judged item is positive.
                if and(or(or(sub(x, mload(add(pair, 128))), sub(mload(add(pair, 160)), x)), rest), NEGATIVE) {
                    rest := 0
                    if x {
                        let pulled, left := judge(signextend(15, x), add(pair, 16), weight)
                        x, rest := judge(shr(128, x), pair, weight)
                        x := or(shl(128, x), pulled)
                        rest := or(shl(128, rest), left)
                    }
                }
                sumX := add(sumX, x)
                let own := shr(128, x)
                sumXX := add(mul(own, own), sumXX)
                let y := shr(128, rest)
                y := div(y, shr(80, y))
                sumXY := add(mul(own, y), sumXY)
                sumYY := add(mul(y, y), sumYY)
                sumY := add(y, sumY)
                own := signextend(15, x)
                sumXX := add(mul(own, own), sumXX)
                y := signextend(15, rest)
                y := div(y, shr(80, y))
                sumXY := add(mul(own, y), sumXY)
                sumYY := add(mul(y, y), sumYY)
                sumY := add(y, sumY)
            }
            mstore(add(t, 0x60), add(shr(128, sumX), and(sumX, 0xffffffffffffffffffffffffffffffff)))
            mstore(add(t, 0x80), sumY)
            mstore(add(t, 0xa0), sumXX)
            mstore(add(t, 0xc0), sumYY)
            mstore(add(t, 0xe0), sumXY)
        }
    }

    /// @dev Whether one of a row's judged answers is more than two spreads away from the value without it.
    function _strays(Numbers memory m, uint256 r) private pure returns (bool) {
        unchecked {
            uint256 weight = Bits.load(m.weights + 32 * r);
            uint256 row = NumericGrid.row(m, r);
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 x = Bits.load(row + 128 * (i >> 1) + 16 * (i & 1)) >> 128;
                uint256 item = NumericGrid.half(m, i);
                uint256 sums = Bits.load(item + NumericGrid.SUMS) >> 128;
                if (x == 0 || sums / GIVEN <= weight) continue;
                uint256 lower = Bits.load(item + NumericGrid.LOWER) >> 128;
                uint256 upper = Bits.load(item + NumericGrid.UPPER) >> 128;
                uint256 own =
                    x < lower
                        ? lower
                        : x > upper
                            ? upper
                            : x;
                own = weight * (own % GIVEN);
                uint256 sum = sums % GIVEN;
                uint256 y = sum > own ? (sum - own) / (sums / GIVEN - weight) : 0;
                y = GIVEN + (y < MOST ? y : MOST);
                uint256 spread = Bits.load(
                    m.pairs + NumericGrid.RECORD * (i >> 1) + 32 * (i & 1) + NumericGrid.SPREADS
                );
                if ((x > y ? x - y : y - x) > 2 * spread) return true;
            }
            return false;
        }
    }

    /// @dev Values are below 2^41 and n below 2^16, so that the square of the covariance times n stays below 2^252.
    function _appraise(Tally memory t) private pure returns (uint256 quality, bool valid) {
        unchecked {
            uint256 n = t.x / GIVEN;
            if (n == 0) return (0, false);
            uint256 share = (65535 * n) / t.judged;
            if (n < 4) return (share, true);
            uint256 varianceX = n * t.xx - t.x * t.x;
            uint256 varianceY = n * t.yy - t.y * t.y;
            uint256 shift = t.x > t.y ? t.x - t.y : t.y - t.x;
            uint256 spread = varianceX + varianceY + shift * shift;
            if (spread == 0) return (share, true);
            if (n * t.xy <= t.x * t.y) return (0, false);
            uint256 covariance = n * t.xy - t.x * t.y;
            quality = (65535 * 2 * covariance * n) / (spread * t.judged);
            uint256 threshold = Appraisal.threshold(n, t.judged);
            valid = 16 * covariance * covariance * (n - 1) >= threshold * varianceX * varianceY;
        }
    }
}
