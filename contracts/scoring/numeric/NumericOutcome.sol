// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Verdict} from "../../types/Scoring.sol";
import {Verdicts} from "../Verdicts.sol";
import {Appraisal} from "../categorical/Appraisal.sol";
import {Bits} from "../categorical/Bits.sol";
import {NumericGrid, Numbers} from "./NumericGrid.sol";

/// @title From fitted values to labels, confidences and verdicts.
library NumericOutcome {
    uint256 private constant GIVEN = 0x100000000000000000000000000000000;

    /// @notice Labels as four bytes each, rounded half up; type(int32).min where nobody answered.
    function labels(Numbers memory m, int256 minimum) internal pure returns (bytes memory out) {
        unchecked {
            out = new bytes(4 * m.items);
            uint256 item = m.itemsAt;
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 value = Bits.load(item);
                uint256 label = value == 0 ? 1 << 31 : uint256(minimum + int256((value - GIVEN + 128) >> 8));
                assembly ("memory-safe") {
                    // The four bytes that end here; those before them stay.
                    let at_ := add(out, shl(2, add(i, 1)))
                    mstore(at_, or(shl(32, shr(32, mload(at_))), and(label, 0xffffffff)))
                }
                item += NumericGrid.RECORD;
            }
        }
    }

    /// @notice Reliability of the weighted mean when a row of average weight has reliability 1/2 (Spearman 1910, Brown
    /// 1910); 255 for gold, 0 where nobody answered.
    function confidences(Numbers memory m) internal pure returns (bytes memory out) {
        unchecked {
            out = new bytes(m.items);
            uint256 mean = _meanWeight(m);
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 item = m.itemsAt + NumericGrid.RECORD * i;
                uint256 weight = Bits.load(item + NumericGrid.SUMS) >> 128;
                if (Bits.load(item + NumericGrid.KNOWN) != 0) out[i] = 0xff;
                else if (weight != 0) out[i] = bytes1(uint8((255 * weight) / (weight + mean)));
            }
        }
    }

    /// @notice Judges every row by Lin's concordance correlation (1989) with the values recomputed without it.
    /// @dev Clears the sums of the items that are not judged: the last step.
    function verdicts(Numbers memory m) internal pure returns (Verdict[] memory out) {
        unchecked {
            out = new Verdict[](m.rows);
            Tally memory t;
            (t.judged, t.low, t.span) = _survey(m);
            _intersect(m, t);
            for (uint256 r = 0; r < m.rows; ++r) {
                _compare(m, r, t);
                (uint256 quality, bool valid) = _appraise(t);
                if (valid && t.n < 4 && _strays(m, r)) (quality, valid) = (0, false);
                out[r] = Verdicts.pack(quality, Bits.load(m.given + 32 * r), Bits.load(m.copies + 32 * r), valid);
            }
        }
    }

    /// @dev Sums over a row's judged answers x and the values y without it. low, span: of the range that x is pulled into.
    struct Tally {
        uint256 judged;
        uint256 low;
        uint256 span;
        uint256 n;
        uint256 x;
        uint256 y;
        uint256 xx;
        uint256 yy;
        uint256 xy;
    }

    function _meanWeight(Numbers memory m) private pure returns (uint256) {
        unchecked {
            uint256 total;
            uint256 active;
            for (uint256 r = 0; r < m.rows; ++r) {
                if (Bits.load(m.given + 32 * r) == 0) continue;
                ++active;
                total += Bits.load(m.weights + 32 * r);
            }
            return active == 0 ? 0 : total / active;
        }
    }

    /// @dev Judged items, and the range of all labels widened by half on both sides.
    function _survey(Numbers memory m) private pure returns (uint256 judged, uint256 low, uint256 span) {
        unchecked {
            uint256 high;
            low = type(uint256).max;
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 item = m.itemsAt + NumericGrid.RECORD * i;
                if (Bits.load(item + NumericGrid.KNOWN) == 0 && Bits.load(item + NumericGrid.COUNT) > 1) ++judged;
                else Bits.store(item + NumericGrid.SUMS, 0);
                uint256 value = Bits.load(item);
                if (value == 0) continue;
                if (value < low) low = value;
                if (value > high) high = value;
            }
            if (high == 0) return (0, GIVEN, 0);
            uint256 margin = (high - low) / 2;
            low = low > margin + GIVEN ? low - margin : GIVEN;
            span = high + margin - low;
        }
    }

    /// @dev Writes what the ranges of clamping and of `t` have in common, from where on and how wide, to the items' records,
    /// in place of the spread (which is kept behind) and of what the fit alone needed.
    function _intersect(Numbers memory m, Tally memory t) private pure {
        unchecked {
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 item = m.itemsAt + NumericGrid.RECORD * i;
                uint256 lower = Bits.load(item + NumericGrid.LOWER);
                uint256 upper = lower + Bits.load(item + NumericGrid.WIDTH);
                if (lower < t.low) lower = t.low;
                if (upper > t.low + t.span) upper = t.low + t.span;
                Bits.store(item + NumericGrid.COUNT, Bits.load(item + NumericGrid.SPREAD));
                // No answer is 1.
                if (upper < lower) (lower, upper) = (1, 1);
                Bits.store(item + NumericGrid.SPREAD, lower);
                Bits.store(item + NumericGrid.LIMIT_SQUARED, upper - lower);
            }
        }
    }

    /// @dev Sums pairwise, two in a word: no sum reaches 2^128.
    function _compare(Numbers memory m, uint256 r, Tally memory t) private pure {
        assembly ("memory-safe") {
            let answer := add(mload(add(m, 0x40)), shl(3, mul(mload(add(m, 0x120)), r)))
            let weight := mload(add(mload(add(m, 0xc0)), shl(5, r)))
            let item := mload(add(m, 0x60))
            let low := mload(add(t, 0x20))
            let span := mload(add(t, 0x40))
            let nx := 0
            let yxx := 0
            let yyxy := 0
            for {
                let end := add(answer, shl(5, mload(add(m, 0x20))))
            } lt(answer, end) {
                answer := add(answer, 32)
                item := add(item, 256)
            } {
                let x := mload(answer)
                // The row's own part of the sums, clamped as it was added.
                let own := x
                // Most answers are inside of all bounds.
                if gt(sub(x, mload(add(item, 32))), mload(add(item, 64))) {
                    if iszero(x) {
                        continue
                    }
                    let lower := mload(add(item, 96))
                    let width := mload(add(item, 128))
                    if gt(sub(x, lower), width) {
                        own := add(lower, mul(width, gt(x, lower)))
                    }
                    if gt(sub(x, low), span) {
                        x := add(low, mul(span, gt(x, low)))
                    }
                }
                own := sub(mload(add(item, 160)), mul(weight, own))
                let y := signextend(15, own)
                let left := sar(128, sub(own, y))
                if sgt(left, 0) {
                    y := div(mul(y, sgt(y, 0)), left)
                    nx := add(nx, x)
                    x := sub(x, GIVEN)
                    yxx := add(yxx, add(mul(x, x), shl(128, y)))
                    yyxy := add(yyxy, mul(y, or(x, shl(128, y))))
                }
            }
            let mask := sub(GIVEN, 1)
            mstore(add(t, 0x60), shr(128, nx))
            mstore(add(t, 0x80), and(nx, mask))
            mstore(add(t, 0xa0), shr(128, yxx))
            mstore(add(t, 0xc0), and(yxx, mask))
            mstore(add(t, 0xe0), shr(128, yyxy))
            mstore(add(t, 0x100), and(yyxy, mask))
        }
    }

    /// @dev Whether one of a row's judged answers is more than two spreads away from the value without it.
    function _strays(Numbers memory m, uint256 r) private pure returns (bool) {
        unchecked {
            uint256 weight = Bits.load(m.weights + 32 * r);
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 x = Bits.load(m.answers + 8 * m.stride * r + 32 * i);
                uint256 item = m.itemsAt + NumericGrid.RECORD * i;
                uint256 sums = Bits.load(item + NumericGrid.SUMS);
                if (x == 0 || sums >> 128 <= weight) continue;
                uint256 lower = Bits.load(item + NumericGrid.LOWER);
                uint256 upper = lower + Bits.load(item + NumericGrid.WIDTH);
                uint256 own =
                    x < lower
                        ? lower
                        : x > upper
                            ? upper
                            : x;
                own = weight * uint128(own);
                uint256 y = GIVEN + (uint128(sums) > own ? (uint128(sums) - own) / ((sums >> 128) - weight) : 0);
                if ((x > y ? x - y : y - x) > 2 * Bits.load(item + NumericGrid.COUNT)) return true;
            }
            return false;
        }
    }

    /// @dev Values are below 2^41 and n below 2^16, so that the square of the covariance times n stays below 2^252.
    function _appraise(Tally memory t) private pure returns (uint256 quality, bool valid) {
        unchecked {
            uint256 n = t.n;
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
