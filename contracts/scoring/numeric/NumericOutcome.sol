// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "../categorical/Bits.sol";
import {NumericGrid, Numbers} from "./NumericGrid.sol";

/// @title From fitted values to labels and confidences.
library NumericOutcome {
    /// @notice Labels as four bytes each, rounded half up; type(int32).min where nobody answered.
    function labels(Numbers memory m, int256 minimum) internal pure returns (bytes memory out) {
        unchecked {
            out = new bytes(4 * m.items);
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 value = Bits.load(NumericGrid.half(m, i) + NumericGrid.VALUE) >> 128;
                uint256 label =
                    value == 0 ? 1 << 31 : uint256(minimum + int256((value - NumericGrid.GIVEN + 128) >> 8));
                assembly ("memory-safe") {
                    // The four bytes that end here; those before them stay.
                    let at_ := add(out, shl(2, add(i, 1)))
                    mstore(at_, or(shl(32, shr(32, mload(at_))), and(label, 0xffffffff)))
                }
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
                uint256 item = NumericGrid.half(m, i);
                uint256 weight = Bits.load(item + NumericGrid.SUMS) >> 208;
                uint256 confidence;
                if (Bits.load(item + NumericGrid.KNOWN) >> 128 != 0) confidence = 255;
                else if (weight != 0) confidence = (255 * weight) / (weight + mean);
                assembly ("memory-safe") {
                    mstore8(add(add(out, 32), i), confidence)
                }
            }
        }
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
}
