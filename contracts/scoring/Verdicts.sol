// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Verdict} from "../types/Scoring.sol";

/// @title The fields of a packed verdict.
library Verdicts {
    /// @notice Packs a verdict. Every argument must fit its field: 16, 16 and 8 bits.
    function pack(
        uint256 quality_,
        uint256 answered_,
        uint256 copies_,
        bool valid_
    ) internal pure returns (Verdict verdict) {
        uint256 flag = valid_ ? 1 : 0;
        return Verdict.wrap(quality_ | (answered_ << 16) | (copies_ << 32) | (flag << 40));
    }

    /// @notice Chance-corrected leave-one-out agreement times coverage, 0..65535.
    function quality(Verdict verdict) internal pure returns (uint256) {
        return Verdict.unwrap(verdict) & 0xffff;
    }

    /// @notice Number of items answered.
    function answered(Verdict verdict) internal pure returns (uint256) {
        return (Verdict.unwrap(verdict) >> 16) & 0xffff;
    }

    /// @notice Size of the cluster of copied sheets that the sheet belongs to, 1 when it stands alone.
    function copies(Verdict verdict) internal pure returns (uint256) {
        return (Verdict.unwrap(verdict) >> 32) & 0xff;
    }

    /// @notice Whether the agreement is beyond what chance explains.
    function valid(Verdict verdict) internal pure returns (bool) {
        return (Verdict.unwrap(verdict) >> 40) & 1 == 1;
    }
}
