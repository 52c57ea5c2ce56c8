// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {ISettlement} from "../interfaces/ISettlement.sol";
import {Verdict} from "../types/Scoring.sol";
import {TaskId} from "../types/Task.sol";

/// @title The result of a task: its hash, and its announcement.
/// @notice What the compiler encodes element by element, and twice, is copied once here.
library Results {
    /// @notice What a task came to.
    /// @param verdicts One per sheet, as many as `payouts`.
    /// @param root Of the payout tree.
    /// @param experience Of each valid sheet.
    struct Result {
        bytes labels;
        bytes confidences;
        Verdict[] verdicts;
        uint256[] payouts;
        bytes32 root;
        uint16 experience;
    }

    /// @notice Emits `TaskSettled`.
    /// @return hash `keccak256(abi.encode(labels, confidences, verdicts, payouts))`.
    function announce(Result memory result, TaskId taskId) internal returns (bytes32 hash) {
        bytes32 topic = ISettlement.TaskSettled.selector;
        assembly ("memory-safe") {
            let head := mload(0x40)
            let end := add(head, 128)
            for {
                let i := 0
            } lt(i, 64) {
                i := add(i, 32)
            } {
                let data := mload(add(result, i))
                let size := mload(data)
                mstore(add(head, i), sub(end, head))
                mcopy(end, data, add(size, 32))
                end := add(end, 32)
                // Bytes are padded with zeros.
                mstore(add(end, size), 0)
                end := add(end, and(add(size, 31), not(31)))
            }
            let verdicts := mload(add(result, 64))
            let size := shl(5, add(mload(verdicts), 1))
            let arrays := end
            mstore(add(head, 64), sub(end, head))
            mcopy(end, verdicts, size)
            end := add(end, size)
            mstore(add(head, 96), sub(end, head))
            mcopy(end, mload(add(result, 96)), size)
            end := add(end, size)
            hash := keccak256(head, sub(end, head))

            // The event ends with the same arrays: its head takes the place of what was before them.
            head := sub(arrays, 160)
            mstore(head, mload(add(result, 128)))
            mstore(add(head, 32), hash)
            mstore(add(head, 64), 160)
            mstore(add(head, 96), add(160, size))
            mstore(add(head, 128), mload(add(result, 160)))
            log2(head, sub(end, head), topic, taskId)
        }
    }
}
