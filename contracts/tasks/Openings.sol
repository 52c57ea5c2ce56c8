// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {ITaskRegistry} from "../interfaces/ITaskRegistry.sol";
import {SealedRow, TaskSpec} from "../types/Task.sol";

/// @title Checks of what the requester opens: labels known in advance, and a model's predictions.
library Openings {
    /// @dev Gold covers at most a fifth of the items.
    uint256 internal constant GOLD_SHARE = 5;

    /// @notice What the published spec holds for `row` opened with `salt`.
    function hashOf(bytes calldata row, bytes32 salt) internal pure returns (bytes32) {
        return keccak256(abi.encode(salt, keccak256(row)));
    }

    /// @notice Reverts unless `spec` is the one that was published.
    function requireSpec(TaskSpec calldata spec, bytes32 expected) internal pure {
        bytes32 actual = keccak256(abi.encode(spec));
        require(actual == expected, ITaskRegistry.SpecMismatch(expected, actual));
    }

    /// @notice The row behind a published hash, empty when there is none or it was not opened in time.
    /// @param pending Whether the registry still waits for it.
    function opened(bytes32 expected, bool pending, SealedRow calldata sealedRow) internal pure returns (bytes memory) {
        if (expected == 0 || pending) return "";
        bytes32 actual = hashOf(sealedRow.row, sealedRow.salt);
        require(actual == expected, ITaskRegistry.HashMismatch(expected, actual));
        return sealedRow.row;
    }

    /// @notice Number of items that `row` answers, and whether every answer is a class or within the bounds.
    /// @param classes K, 0 for numeric rows of four bytes per item.
    function inspect(
        bytes calldata row,
        uint256 classes,
        TaskSpec calldata spec
    ) internal pure returns (uint256 answered, bool valid) {
        valid = true;
        if (classes > 0) {
            for (uint256 i = 0; i < row.length; ++i) {
                uint8 answer = uint8(row[i]);
                if (answer != 0) ++answered;
                if (answer > classes) valid = false;
            }
        } else {
            for (uint256 i = 0; i < row.length; i += 4) {
                int32 answer = int32(uint32(bytes4(row[i:i + 4])));
                if (answer == type(int32).min) continue;
                ++answered;
                if (answer < spec.minimum || answer > spec.maximum) valid = false;
            }
        }
    }
}
