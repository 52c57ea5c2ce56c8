// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Verdict} from "../types/Scoring.sol";
import {PayoutLeaf, SealedRow, TaskId, TaskSpec} from "../types/Task.sol";

/// @title Settling a task by running its consensus again, and paying the claims that follow.
/// @notice Anyone settles, for ever: no key has to be alive for contributors to be paid.
interface ISettlement {
    /// @notice The labels of task `taskId`, one per item, with one byte of confidence each.
    event TaskLabelled(TaskId indexed taskId, bytes labels, bytes confidences);

    /// @notice What each sheet is worth, in the order of reveals, and the root of the payout tree.
    /// @param experience Size of the note of each valid sheet.
    event TaskSettled(
        TaskId indexed taskId,
        bytes32 payoutRoot,
        bytes32 resultHash,
        Verdict[] verdicts,
        uint256[] payouts,
        uint16 experience
    );

    /// @notice Leaf `index` of task `taskId` was paid.
    event Claimed(TaskId indexed taskId, uint256 indexed index, address indexed payout, uint256 amount);

    /// @notice A claim in a batch was left out: it had been paid already.
    event ClaimSkipped(TaskId indexed taskId, uint256 indexed index);

    /// @notice The number of rows is not the number of revealed sheets.
    error RowCountMismatch(TaskId taskId, uint256 expected, uint256 actual);

    /// @notice A row is missing, altered or out of order: the rolling hash differs.
    error RevealHashMismatch(TaskId taskId, uint240 expected, uint240 actual);

    /// @notice The leaf is not in the payout tree of its task.
    error PayoutProofInvalid(TaskId taskId, uint256 index);

    /// @notice The leaf was paid already.
    error AlreadyClaimed(TaskId taskId, uint256 index);

    /// @notice Labels, judges and prices a task whose reveals are over, and closes it.
    /// @param spec The spec it was published with.
    /// @param rows One row of 90 bytes per revealed sheet, in the order of reveals: nullifier (32), payout (20),
    /// relayer (20), fee (16), role (1), level (1).
    /// @param answers The sheets, in the same order.
    /// @param gold What was opened as gold; ignored when nothing was.
    /// @param model What was opened as the model's predictions; ignored when nothing was.
    /// @dev Errors: `TaskNotInPhase`, `SpecMismatch`, `RowCountMismatch`, `RevealHashMismatch`, `HashMismatch`.
    function settle(
        TaskId taskId,
        TaskSpec calldata spec,
        bytes calldata rows,
        bytes calldata answers,
        SealedRow calldata gold,
        SealedRow calldata model
    ) external;

    /// @notice Pays a leaf of a settled task's payout tree to its payout address. Anyone may call it.
    /// @dev Errors: `PayoutProofInvalid`, `AlreadyClaimed`.
    function claim(address token, PayoutLeaf calldata leaf, bytes32[] calldata proof) external;

    /// @notice Pays several leaves, of one token; those paid already are skipped with an event.
    /// @dev Errors: `PayoutProofInvalid`.
    function claimBatch(address token, PayoutLeaf[] calldata leaves, bytes32[][] calldata proofs) external;

    /// @notice Whether `leaf` is in the payout tree of its task, which was paid in `token`; it may be claimed already.
    function isPayable(address token, PayoutLeaf calldata leaf, bytes32[] calldata proof) external view returns (bool);

    /// @notice Hash of labels, confidences, verdicts and payouts of a settled task.
    function resultHashOf(TaskId taskId) external view returns (bytes32);

    /// @notice Whether leaf `index` of task `taskId` was paid.
    function isClaimed(TaskId taskId, uint256 index) external view returns (bool);
}
