// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {SealedRow, TaskId, TaskSpec} from "../types/Task.sol";

/// @title Reviewers: they answer a part of a task that they cannot choose, and stand for it with staked AGT.
/// @notice A reviewer commits here; the sheet is revealed, settled and paid as a contributor's. Afterwards anybody resolves
/// the reviews of the task: that frees the stake, less what disagreement costs.
/// @dev Warning: a review that is not revealed loses all the stake that it holds.
interface IReviews {
    /// @notice The review of `reviewer` is over: of its `checked` answers `wrong` were wrong, and that cost `slashed` units
    /// of AGT.
    event ReviewResolved(
        TaskId indexed taskId,
        address indexed reviewer,
        uint256 checked,
        uint256 wrong,
        uint256 slashed
    );

    /// @notice `reviewer` did not reveal in time and lost `slashed` units of AGT.
    event ReviewForfeited(TaskId indexed taskId, address indexed reviewer, uint256 slashed);

    /// @notice `reviewer` has an unrevealed review of `openTask` in the place that a review of `taskId` would take: that
    /// one has to be revealed, or forfeited, first.
    error ReviewPlaceTaken(TaskId taskId, address reviewer, TaskId openTask);

    /// @notice The reviewer answered an item that is not of its part.
    error AnswerOutsideSubset(TaskId taskId, address reviewer);

    /// @notice Only the task registry may do this.
    error RegistryUnauthorized(address caller);

    /// @notice The reviews of the task were resolved already.
    error ReviewsResolved(TaskId taskId);

    /// @notice `reviewer` has no unrevealed review of the task.
    error ReviewMissing(TaskId taskId, address reviewer);

    /// @notice Commits the caller's review and locks its stake.
    /// @param commitment As a contributor's, with the caller's address as nullifier.
    /// @dev Errors: `ProtocolPaused`, `TaskNotInPhase`, `ReviewersFilled`, `ReviewerIsRequester`, `ReviewPlaceTaken`,
    /// `ReviewerStakeInsufficient`, `ReviewerStakeTooYoung`.
    function commit(TaskId taskId, bytes32 commitment) external;

    /// @notice Takes the review that `record` belongs to, and false when there is none. Registry only.
    /// @param record What a contributor's commit would have stored.
    /// @param specHash Hash of the task's spec.
    /// @param items Number of items of the task.
    /// @param count Number of those that a reviewer answers.
    /// @dev Errors: `RegistryUnauthorized`, `AnswerOutsideSubset`.
    function take(
        TaskId taskId,
        uint256 nullifier,
        bytes32 record,
        bytes32 specHash,
        uint256 items,
        uint256 count,
        bytes calldata answers
    ) external returns (bool);

    /// @notice Ends all revealed reviews of a settled task: frees their stake, and slashes it for answers that gold, or two
    /// other reviewers who agree, contradict. A quarter of the checked answers, rounded up, may be wrong; of the rest each
    /// costs its share of the stake, `stake · (wrong − ⌈checked / 4⌉) / checked`, rounded down. Anyone may call it, once.
    /// @param spec, rows, answers, gold As for settling.
    /// @dev Errors: `TaskNotInPhase`, `ReviewsResolved`, `SpecMismatch`, `RowCountMismatch`, `RevealHashMismatch`,
    /// `HashMismatch`.
    function resolve(
        TaskId taskId,
        TaskSpec calldata spec,
        bytes calldata rows,
        bytes calldata answers,
        SealedRow calldata gold
    ) external;

    /// @notice Slashes the whole stake of a review that was not revealed when reveals were over. Anyone may call it.
    /// @dev Errors: `TaskNotInPhase`, `ReviewMissing`.
    function forfeit(TaskId taskId, address reviewer) external;

    /// @notice Whether the revealed reviews of the task were resolved.
    function isResolved(TaskId taskId) external view returns (bool);

    /// @notice Whether `reviewer` has an unrevealed review of the task.
    function isOpen(TaskId taskId, address reviewer) external view returns (bool);
}
