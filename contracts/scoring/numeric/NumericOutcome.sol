// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Verdict} from "../../types/Scoring.sol";
import {Verdicts} from "../Verdicts.sol";
import {Appraisal} from "../categorical/Appraisal.sol";
import {Bits} from "../categorical/Bits.sol";
import {NumericGrid, Numbers} from "./NumericGrid.sol";

/// @title From fitted values to labels, confidences and verdicts.
library NumericOutcome {
    /// @notice Labels as four bytes each, rounded half up; type(int32).min where nobody answered.
    function labels(Numbers memory m, int256 minimum) internal pure returns (bytes memory out) {
        unchecked {
            out = new bytes(4 * m.items);
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 value = Bits.load(m.itemsAt + NumericGrid.RECORD * i);
                int256 label = value == NumericGrid.SKIPPED ? type(int32).min : minimum + int256((value + 128) >> 8);
                for (uint256 b = 0; b < 4; ++b) out[4 * i + b] = bytes1(uint8(uint256(label >> (24 - 8 * b))));
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
                uint256 weight = Bits.load(item + NumericGrid.WEIGHT);
                if (Bits.load(item + NumericGrid.KNOWN) != NumericGrid.SKIPPED) out[i] = 0xff;
                else if (weight != 0) out[i] = bytes1(uint8((255 * weight) / (weight + mean)));
            }
        }
    }

    /// @notice Judges every row by Lin's concordance correlation (1989) with the values recomputed without it.
    function verdicts(Numbers memory m) internal pure returns (Verdict[] memory out) {
        unchecked {
            out = new Verdict[](m.rows);
            Tally memory t;
            (t.judged, t.low, t.high) = _survey(m);
            for (uint256 r = 0; r < m.rows; ++r) {
                (t.answered, t.n, t.far) = (0, 0, 0);
                (t.x, t.y, t.xx, t.yy, t.xy) = (0, 0, 0, 0, 0);
                _compare(m, r, t);
                (uint256 quality, bool valid) = _appraise(t);
                out[r] = Verdicts.pack(quality, t.answered, Bits.load(m.copies + 32 * r), valid);
            }
        }
    }

    /// @dev Sums over a row's judged answers x and the values y without it. `far`: answers beyond two spreads.
    struct Tally {
        uint256 judged;
        uint256 low;
        uint256 high;
        uint256 answered;
        uint256 n;
        uint256 far;
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
                uint256 answer = m.answers + 32 * m.items * r;
                uint256 end = answer + 32 * m.items;
                while (answer < end && Bits.load(answer) == NumericGrid.SKIPPED) answer += 32;
                if (answer == end) continue;
                ++active;
                total += Bits.load(m.weights + 32 * r);
            }
            return active == 0 ? 0 : total / active;
        }
    }

    /// @dev Judged items, and the range of all labels widened by half on both sides.
    function _survey(Numbers memory m) private pure returns (uint256 judged, uint256 low, uint256 high) {
        unchecked {
            low = NumericGrid.SKIPPED;
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 item = m.itemsAt + NumericGrid.RECORD * i;
                if (
                    Bits.load(item + NumericGrid.KNOWN) == NumericGrid.SKIPPED &&
                    Bits.load(item + NumericGrid.GIVEN) > 1
                ) ++judged;
                uint256 value = Bits.load(item);
                if (value == NumericGrid.SKIPPED) continue;
                if (value < low) low = value;
                if (value > high) high = value;
            }
            if (low == NumericGrid.SKIPPED) return (0, 0, 0);
            uint256 margin = (high - low) / 2;
            low = low > margin ? low - margin : 0;
            high += margin;
        }
    }

    function _compare(Numbers memory m, uint256 r, Tally memory t) private pure {
        assembly ("memory-safe") {
            let items := mload(add(m, 0x20))
            let answer := add(mload(add(m, 0x40)), shl(5, mul(items, r)))
            let weight := mload(add(mload(add(m, 0xc0)), shl(5, r)))
            let item := mload(add(m, 0x60))
            for {
                let end := add(answer, shl(5, items))
            } lt(answer, end) {
                answer := add(answer, 32)
                item := add(item, 320)
            } {
                let x := mload(answer)
                if not(x) {
                    mstore(add(t, 0x60), add(mload(add(t, 0x60)), 1))
                    let left := sub(mload(add(item, 160)), weight)
                    if and(gt(mload(add(item, 128)), 1), and(sgt(left, 0), iszero(not(mload(add(item, 224)))))) {
                        // The row's own part of the sum, clamped as it was added.
                        let bound := mload(add(item, 64))
                        let centre := mload(add(item, 256))
                        let own := x
                        if sgt(sub(x, centre), bound) {
                            own := add(centre, bound)
                        }
                        if sgt(sub(centre, x), bound) {
                            own := sub(centre, bound)
                        }
                        let y := sub(mload(add(item, 192)), mul(weight, own))
                        y := mul(sgt(y, 0), div(y, left))
                        let spread := shl(1, mload(add(item, 32)))
                        if or(sgt(sub(x, y), spread), sgt(sub(y, x), spread)) {
                            mstore(add(t, 0xa0), add(mload(add(t, 0xa0)), 1))
                        }
                        let edge := mload(add(t, 0x20))
                        if lt(x, edge) {
                            x := edge
                        }
                        edge := mload(add(t, 0x40))
                        if gt(x, edge) {
                            x := edge
                        }
                        mstore(add(t, 0x80), add(mload(add(t, 0x80)), 1))
                        mstore(add(t, 0xc0), add(mload(add(t, 0xc0)), x))
                        mstore(add(t, 0xe0), add(mload(add(t, 0xe0)), y))
                        mstore(add(t, 0x100), add(mload(add(t, 0x100)), mul(x, x)))
                        mstore(add(t, 0x120), add(mload(add(t, 0x120)), mul(y, y)))
                        mstore(add(t, 0x140), add(mload(add(t, 0x140)), mul(x, y)))
                    }
                }
            }
        }
    }

    /// @dev Values are below 2^41 and n below 2^16, so that the square of the covariance times n stays below 2^252.
    function _appraise(Tally memory t) private pure returns (uint256 quality, bool valid) {
        unchecked {
            uint256 n = t.n;
            if (n == 0) return (0, false);
            uint256 share = (65535 * n) / t.judged;
            if (n < 4) return t.far == 0 ? (share, true) : (0, false);
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
