// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {
    Distribution,
    EligibilityProof,
    Opening,
    Phase,
    SheetCommit,
    SheetRole,
    Task,
    TaskId,
    TaskSpec,
    TaskTerms
} from "../types/Task.sol";

/// @title Tasks from publication to the last reveal, and the money they hold.
/// @notice The registry keeps each open task's pool, fee and deposits, and prepaid balances from which bonds are locked.
/// Money leaves it by `withdraw`, `cancel` and, once per task, to the settlement contract.
/// @dev Warning: answers become public when they are revealed.
interface ITaskRegistry {
    /// @notice `requester` published task `taskId`. `spec` and `policy` complete the terms.
    event TaskPublished(
        TaskId indexed taskId,
        address indexed requester,
        uint16 indexed policy,
        TaskTerms terms,
        TaskSpec spec,
        uint40 revealStart
    );

    /// @notice The task was cancelled before its first commit; all its money went back to the requester.
    event TaskCancelled(TaskId indexed taskId, uint256 refund);

    /// @notice The sheet numbered `index` (from 0, in the order of commits, contributors and reviewers apart) was committed.
    event SheetCommitted(
        TaskId indexed taskId,
        uint256 indexed nullifier,
        uint256 index,
        SheetRole role,
        uint8 level,
        bytes32 commitment,
        address relayer,
        uint128 fee,
        address bondAccount
    );

    /// @notice The sheet numbered `index` (from 0, in the order of reveals) was revealed.
    event SheetRevealed(
        TaskId indexed taskId,
        uint256 indexed nullifier,
        uint256 index,
        SheetRole role,
        uint8 level,
        address payout,
        bytes answers
    );

    /// @notice A commit in a batch was left out: its nullifier has committed already, the task is full, or the balance
    /// of its bond account has become too small.
    event CommitSkipped(TaskId indexed taskId, uint256 indexed nullifier);

    /// @notice An opening in a batch was left out: there is no unrevealed commit for it.
    event RevealSkipped(TaskId indexed taskId, uint256 indexed nullifier);

    /// @notice The requester opened the labels known in advance; the deposit is back.
    event GoldOpened(TaskId indexed taskId, bytes gold, bytes32 salt);

    /// @notice The requester opened the model's predictions; the deposit is back.
    event ModelOpened(TaskId indexed taskId, bytes predictions, bytes32 salt);

    /// @notice The task was settled; where its money went.
    event TaskClosed(TaskId indexed taskId, address indexed settler, Distribution distribution);

    /// @notice `amount` units of `token` were added to the balance of `account`.
    event Deposited(address indexed token, address indexed account, uint256 amount);

    /// @notice `amount` units of `token` left the balance of `account` to `recipient`.
    event Withdrawn(address indexed token, address indexed account, address recipient, uint256 amount);

    /// @notice The token moved another amount than it was asked for: it takes a fee, or worse.
    error TokenAmountMismatch(address token, uint256 expected, uint256 received);

    /// @notice `parameter` of the terms is out of its bounds.
    error TermsOutOfBounds(bytes32 parameter, uint256 value, uint256 least, uint256 most);

    /// @notice No curator approved `requester` for `field`.
    error FieldNotApproved(address requester, uint8 field);

    /// @notice Settling would take more calldata than a transaction may carry.
    error TaskCalldataTooLarge(uint256 size, uint256 most);

    /// @notice Settling would take more gas than a transaction may use.
    error TaskGasTooLarge(uint256 gas, uint256 most);

    /// @notice The protocol is paused.
    error ProtocolPaused();

    /// @notice Only the requester may do this.
    error RequesterUnauthorized(TaskId taskId, address caller);

    /// @notice Only the settlement contract may do this.
    error SettlementUnauthorized(address caller);

    /// @notice Only the reviews contract may do this.
    error ReviewsUnauthorized(address caller);

    /// @notice Every place for reviewers is taken, or there is none.
    error ReviewersFilled(TaskId taskId, uint256 places);

    /// @notice Nobody reviews a task of its own.
    error ReviewerIsRequester(TaskId taskId, address reviewer);

    /// @notice The task has commits and can no longer be cancelled.
    error TaskHasCommits(TaskId taskId, uint256 commits);

    /// @notice Every place of the task is taken.
    error QuotaFilled(TaskId taskId, uint256 quota);

    /// @notice The nullifier has committed to this task already.
    error NullifierUsed(TaskId taskId, uint256 nullifier);

    /// @notice The nullifier is 0 or not below the field order.
    error NullifierOutOfField(uint256 nullifier);

    /// @notice The root is unknown or too old.
    error RootUnknown(uint256 root);

    /// @notice The eligibility proof does not hold for this task, nullifier and commitment.
    error ProofInvalid(TaskId taskId, uint256 nullifier);

    /// @notice A proof of the batch does not hold, or the batch is empty.
    error BatchProofInvalid(TaskId taskId);

    /// @notice A batch needs one proof and one signature for each sheet.
    error BatchLengthMismatch(uint256 sheets, uint256 proofs, uint256 signatures);

    /// @notice The commit names another relayer than its sender.
    error RelayerUnauthorized(address relayer, address caller);

    /// @notice The relayer's fee is greater than the bond it is taken from, or there is no relayer.
    error RelayerFeeOutOfBounds(uint256 fee, uint256 most);

    /// @notice The bond account has neither sent nor signed this commit.
    error BondUnauthorized(address bondAccount);

    /// @notice There is no unrevealed commit with this nullifier that the opening fits.
    error OpeningMismatch(TaskId taskId, uint256 nullifier);

    /// @notice A sheet of this task has another length.
    error SheetLengthMismatch(uint256 expected, uint256 actual);

    /// @notice The spec is not the one the task was published with.
    error SpecMismatch(bytes32 expected, bytes32 actual);

    /// @notice The opening does not fit the published hash.
    error HashMismatch(bytes32 expected, bytes32 actual);

    /// @notice A class above K, a number out of bounds, or gold on no item or on more than a fifth of the items.
    error GoldInvalid(TaskId taskId);

    /// @notice The permit was refused and the allowance is too small.
    error PermitFailed(address token, address owner, uint256 allowance);

    /// @notice This hash is absent or opened already.
    error NothingToOpen(TaskId taskId);

    /// @notice Publishes a task and takes pool, fee and deposits from the caller (needs allowance).
    /// @dev Warning: answers become public at reveal; publishing without gold leaves the labels to the crowd alone.
    /// Errors: `ProtocolPaused`, `TokenNotAllowed`, `TermsOutOfBounds`, `TaskCalldataTooLarge`, `TaskGasTooLarge`,
    /// `FieldNotApproved`, `TokenAmountMismatch`.
    function publish(TaskTerms calldata terms, TaskSpec calldata spec) external returns (TaskId taskId);

    /// @notice Takes the caller's task back before the first commit and pays everything back.
    /// @dev Errors: `TaskNotInPhase`, `RequesterUnauthorized`, `TaskHasCommits`.
    function cancel(TaskId taskId) external;

    /// @notice Commits a contributor's sheet with a proof of eligibility.
    /// @param bondSignature EIP-712 signature of `BondLock` by the bond account; empty when it is the sender.
    /// @dev Errors: `ProtocolPaused`, `TaskNotInPhase`, `QuotaFilled`, `NullifierUsed`, `NullifierOutOfField`,
    /// `RelayerUnauthorized`, `RelayerFeeOutOfBounds`, `BondUnauthorized`, `BalanceInsufficient`, `RootUnknown`,
    /// `ProofInvalid`.
    function commit(
        TaskId taskId,
        SheetCommit calldata sheet,
        EligibilityProof calldata proof,
        bytes calldata bondSignature
    ) external;

    /// @notice Commits several contributors' sheets to one task with a single pairing check for all proofs. What others
    /// can bring about after the batch was made only skips a sheet, with an event: a used nullifier, a full task, a bond
    /// account that has been emptied.
    /// @param bondSignatures As in `commit`, one per sheet.
    /// @dev Errors: as `commit`, but `BatchLengthMismatch`, and `BatchProofInvalid` for all proofs.
    function commitBatch(
        TaskId taskId,
        SheetCommit[] calldata sheets,
        EligibilityProof[] calldata proofs,
        bytes[] calldata bondSignatures
    ) external;

    /// @notice Counts and announces a reviewer's commit; `Reviews` keeps it. Reviews only.
    /// @return stake What the review has to lock, in whole AGT.
    /// @return publishedAt Timestamp that the stake has to be older than.
    /// @dev Errors: `ReviewsUnauthorized`, `ProtocolPaused`, `TaskNotInPhase`, `ReviewersFilled`, `ReviewerIsRequester`.
    function recordReview(
        TaskId taskId,
        address reviewer,
        bytes32 commitment
    ) external returns (uint32 stake, uint40 publishedAt);

    /// @notice Reveals a committed sheet. Anyone who holds the opening may.
    /// @dev Errors: `TaskNotInPhase`, `SheetLengthMismatch`, `OpeningMismatch`; for a reviewer's `AnswerOutsideSubset`.
    function reveal(TaskId taskId, Opening calldata opening) external;

    /// @notice Reveals several sheets of a task; those without an unrevealed commit are skipped with an event.
    /// @dev Errors: `TaskNotInPhase`, `SheetLengthMismatch`; for a reviewer's sheet `AnswerOutsideSubset`.
    function revealBatch(TaskId taskId, Opening[] calldata openings) external;

    /// @notice Opens the labels known in advance, one row in the format of answers, on at least one and at most
    /// a fifth of the items.
    /// @dev Errors: `TaskNotInPhase`, `RequesterUnauthorized`, `SpecMismatch`, `NothingToOpen`, `HashMismatch`,
    /// `SheetLengthMismatch`, `GoldInvalid`.
    function openGold(TaskId taskId, TaskSpec calldata spec, bytes calldata gold, bytes32 salt) external;

    /// @notice Opens the model's predictions, one row in the format of answers.
    /// @dev Errors: as `openGold`.
    function openModel(TaskId taskId, TaskSpec calldata spec, bytes calldata predictions, bytes32 salt) external;

    /// @notice Ends a task: sends what is payable to the settlement contract and credits the rest. Settlement only.
    /// @dev Errors: `SettlementUnauthorized`; `TokenAmountMismatch` for a token that began to take a fee.
    function close(TaskId taskId, address settler, Distribution calldata distribution) external;

    /// @notice Adds `amount` units of `token` to the balance of `account` (needs the caller's allowance).
    /// @dev Errors: `TokenAmountMismatch`.
    function deposit(address token, address account, uint256 amount) external;

    /// @notice Sends `amount` units of `token` from the caller's balance to `recipient`.
    /// @dev Errors: `BalanceInsufficient`.
    function withdraw(address token, address recipient, uint256 amount) external;

    /// @notice Lets the registry take `amount` units of the caller's `token` (ERC-2612); to be used in a `multicall`.
    /// @dev Errors: `PermitFailed`.
    function permit(address token, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Balance of `account` in units of `token`.
    function balanceOf(address token, address account) external view returns (uint256);

    /// @notice Task `taskId` as stored.
    function taskOf(TaskId taskId) external view returns (Task memory);

    /// @notice Phase of task `taskId` now.
    function phaseOf(TaskId taskId) external view returns (Phase);

    /// @notice Number of tasks ever published; they are numbered from 1.
    function taskCount() external view returns (uint256);

    /// @notice What nullifiers of task `taskId` are derived for.
    function scopeOf(TaskId taskId) external view returns (uint256);

    /// @notice Hash of the unrevealed commit of `nullifier`, 0 for none.
    function commitOf(TaskId taskId, uint256 nullifier) external view returns (bytes32);
}
