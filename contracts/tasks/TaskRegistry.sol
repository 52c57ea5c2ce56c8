// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SNARK_SCALAR_FIELD} from "@zk-kit/lean-imt.sol/Constants.sol";
import {IEligibilityBatchVerifier} from "../interfaces/IEligibilityBatchVerifier.sol";
import {IEligibilityTree} from "../interfaces/IEligibilityTree.sol";
import {IEligibilityVerifier} from "../interfaces/IEligibilityVerifier.sol";
import {IProtocolClock} from "../interfaces/IProtocolClock.sol";
import {IStake} from "../interfaces/IStake.sol";
import {ITaskPolicies} from "../interfaces/ITaskPolicies.sol";
import {ITaskRegistry} from "../interfaces/ITaskRegistry.sol";
import {ReviewerStakeTerms} from "../types/Review.sol";
import {
    Distribution,
    EligibilityProof,
    Ending,
    Opening,
    Phase,
    Policy,
    SheetCommit,
    SheetRole,
    Task,
    TaskId,
    TaskSpec,
    TaskTerms
} from "../types/Task.sol";
import {Commitments} from "./Commitments.sol";
import {Ledger} from "./Ledger.sol";
import {Openings} from "./Openings.sol";
import {Phases} from "./Phases.sol";
import {Reviews} from "./Reviews.sol";
import {Settlement} from "./Settlement.sol";
import {TaskLimits} from "./TaskLimits.sol";
import {TaskMoney} from "./TaskMoney.sol";

/// @title TaskRegistry
contract TaskRegistry is ITaskRegistry, EIP712, Multicall, ReentrancyGuardTransient {
    using Ledger for Ledger.Book;
    using Phases for Task;
    using SafeERC20 for IERC20;

    /// @notice The contract that settles tasks and pays claims.
    Settlement public immutable SETTLEMENT;

    /// @notice The contract that takes reviewers' commits and resolves them.
    Reviews public immutable REVIEWS;

    IProtocolClock public immutable CLOCK;
    ITaskPolicies public immutable POLICIES;
    IEligibilityTree public immutable TREE;
    IEligibilityVerifier public immutable VERIFIER;
    IEligibilityBatchVerifier public immutable BATCH_VERIFIER;
    IStake public immutable STAKE;

    /// @inheritdoc ITaskRegistry
    uint256 public taskCount;

    mapping(TaskId taskId => Task task) private _tasks;
    mapping(TaskId taskId => mapping(uint256 nullifier => bytes32 record)) private _commits;
    Ledger.Book private _book;

    constructor(
        IProtocolClock clock,
        ITaskPolicies policies,
        IEligibilityTree tree,
        IEligibilityVerifier verifier,
        IEligibilityBatchVerifier batchVerifier,
        IStake stake,
        ReviewerStakeTerms memory reviewerStake
    ) EIP712("Alaya TaskRegistry", "1") {
        CLOCK = clock;
        POLICIES = policies;
        TREE = tree;
        VERIFIER = verifier;
        BATCH_VERIFIER = batchVerifier;
        STAKE = stake;
        SETTLEMENT = new Settlement(policies);
        REVIEWS = new Reviews(policies, reviewerStake);
    }

    /// @inheritdoc ITaskRegistry
    function publish(TaskTerms calldata terms, TaskSpec calldata spec) external nonReentrant returns (TaskId taskId) {
        uint40 tau = _requireRunning();
        (uint16 policyId, Policy memory policy) = POLICIES.admit(msg.sender, terms, spec, tau);

        taskId = TaskId.wrap(++taskCount);
        uint40 revealStart = terms.commitDeadline + policy.openDuration;
        _tasks[taskId] = Task({
            commitDeadline: terms.commitDeadline,
            skills: terms.skills,
            bond: uint96(terms.bond),
            minLevel: terms.minLevel,
            quota: terms.quota,
            commits: 0,
            goldPending: spec.goldHash != 0,
            modelPending: spec.modelHash != 0,
            ending: Ending.None,
            token: terms.token,
            revealStart: revealStart,
            revealDuration: terms.revealDuration,
            rowBytes: uint16(TaskLimits.rowBytes(terms.items, terms.classes)),
            field: terms.field,
            pool: uint96(terms.pool),
            relayerFees: 0,
            items: terms.items,
            classes: terms.classes,
            policy: policyId,
            reviewerItems: spec.reviewerItems,
            requester: msg.sender,
            publishedAt: uint40(block.timestamp),
            reviewerStake: policy.reviewerStake,
            reviewerPlaces: spec.reviewerPlaces,
            reviews: 0,
            reviewReveals: 0,
            specHash: keccak256(abi.encode(spec)),
            revealHash: 0,
            reveals: 0
        });
        emit TaskPublished(taskId, msg.sender, policyId, terms, spec, revealStart);

        if (policy.requesterStake > 0) STAKE.lock(msg.sender, policy.requesterStake);
        _receive(terms.token, TaskMoney.held(_tasks[taskId], policy));
    }

    /// @inheritdoc ITaskRegistry
    function cancel(TaskId taskId) external nonReentrant {
        Task storage task = _tasks[taskId];
        _requirePhase(taskId, task, CLOCK.time(), Phase.Commit);
        require(msg.sender == task.requester, RequesterUnauthorized(taskId, msg.sender));
        uint256 commits = uint256(task.commits) + task.reviews;
        require(commits == 0, TaskHasCommits(taskId, commits));

        Policy memory policy = POLICIES.policyAt(task.policy);
        uint256 refund = TaskMoney.held(task, policy);
        task.ending = Ending.Cancelled;
        emit TaskCancelled(taskId, refund);

        if (policy.requesterStake > 0) STAKE.unlock(msg.sender, policy.requesterStake);
        IERC20(task.token).safeTransfer(msg.sender, refund);
    }

    /// @inheritdoc ITaskRegistry
    function commit(
        TaskId taskId,
        SheetCommit calldata sheet,
        EligibilityProof calldata proof,
        bytes calldata bondSignature
    ) external {
        uint40 tau = _requireRunning();
        Task storage task = _tasks[taskId];
        _requirePhase(taskId, task, tau, Phase.Commit);
        require(task.commits < task.quota, QuotaFilled(taskId, task.quota));
        require(_commits[taskId][sheet.nullifier] == 0, NullifierUsed(taskId, sheet.nullifier));
        uint256[5] memory inputs = _requireCommittable(taskId, task, tau, sheet, proof.root, bondSignature);
        uint256[8] calldata p = proof.points;
        require(
            VERIFIER.verifyProof([p[0], p[1]], [[p[2], p[3]], [p[4], p[5]]], [p[6], p[7]], inputs),
            ProofInvalid(taskId, sheet.nullifier)
        );

        _record(taskId, task, sheet);
    }

    /// @inheritdoc ITaskRegistry
    function commitBatch(
        TaskId taskId,
        SheetCommit[] calldata sheets,
        EligibilityProof[] calldata proofs,
        bytes[] calldata bondSignatures
    ) external {
        uint40 tau = _requireRunning();
        Task storage task = _tasks[taskId];
        _requirePhase(taskId, task, tau, Phase.Commit);
        uint256 count = sheets.length;
        require(
            proofs.length == count && bondSignatures.length == count,
            BatchLengthMismatch(count, proofs.length, bondSignatures.length)
        );

        uint256[8][] memory points = new uint256[8][](count);
        uint256[5][] memory inputs = new uint256[5][](count);
        for (uint256 i = 0; i < count; ++i) {
            points[i] = proofs[i].points;
            inputs[i] = _requireCommittable(taskId, task, tau, sheets[i], proofs[i].root, bondSignatures[i]);
            if (_isOpenTo(taskId, task, sheets[i])) _record(taskId, task, sheets[i]);
            else emit CommitSkipped(taskId, sheets[i].nullifier);
        }
        require(BATCH_VERIFIER.verifyBatch(points, inputs), BatchProofInvalid(taskId));
    }

    /// @inheritdoc ITaskRegistry
    function recordReview(
        TaskId taskId,
        address reviewer,
        bytes32 commitment
    ) external returns (uint32 stake, uint40 publishedAt) {
        require(msg.sender == address(REVIEWS), ReviewsUnauthorized(msg.sender));
        uint40 tau = _requireRunning();
        Task storage task = _tasks[taskId];
        _requirePhase(taskId, task, tau, Phase.Commit);
        uint8 index = task.reviews;
        require(index < task.reviewerPlaces, ReviewersFilled(taskId, task.reviewerPlaces));
        require(reviewer != task.requester, ReviewerIsRequester(taskId, reviewer));

        task.reviews = index + 1;
        _emitCommitted(
            taskId,
            SheetCommit(uint160(reviewer), commitment, 0, address(0), 0, address(0)),
            index,
            SheetRole.Reviewer
        );
        return (task.reviewerStake, task.publishedAt);
    }

    /// @inheritdoc ITaskRegistry
    function reveal(TaskId taskId, Opening calldata opening) external {
        Task storage task = _requireRevealing(taskId);
        require(_reveal(taskId, task, opening), OpeningMismatch(taskId, opening.nullifier));
    }

    /// @inheritdoc ITaskRegistry
    function revealBatch(TaskId taskId, Opening[] calldata openings) external {
        Task storage task = _requireRevealing(taskId);
        for (uint256 i = 0; i < openings.length; ++i) {
            if (!_reveal(taskId, task, openings[i])) emit RevealSkipped(taskId, openings[i].nullifier);
        }
    }

    /// @inheritdoc ITaskRegistry
    function openGold(TaskId taskId, TaskSpec calldata spec, bytes calldata gold, bytes32 salt) external {
        Task storage task = _requireOpening(taskId, spec);
        require(task.goldPending, NothingToOpen(taskId));
        uint256 answered = _requireRow(taskId, task, spec, gold, Openings.hashOf(gold, salt), spec.goldHash);
        require(answered > 0 && answered * Openings.GOLD_SHARE <= task.items, GoldInvalid(taskId));

        task.goldPending = false;
        emit GoldOpened(taskId, gold, salt);
        _returnDeposit(task);
    }

    /// @inheritdoc ITaskRegistry
    function openModel(TaskId taskId, TaskSpec calldata spec, bytes calldata predictions, bytes32 salt) external {
        Task storage task = _requireOpening(taskId, spec);
        require(task.modelPending, NothingToOpen(taskId));
        _requireRow(taskId, task, spec, predictions, Openings.hashOf(predictions, salt), spec.modelHash);

        task.modelPending = false;
        emit ModelOpened(taskId, predictions, salt);
        _returnDeposit(task);
    }

    /// @inheritdoc ITaskRegistry
    function close(TaskId taskId, address settler, Distribution calldata distribution) external nonReentrant {
        require(msg.sender == address(SETTLEMENT), SettlementUnauthorized(msg.sender));
        Task storage task = _tasks[taskId];
        _requirePhase(taskId, task, CLOCK.time(), Phase.Settle);
        Policy memory policy = POLICIES.policyAt(task.policy);

        task.ending = Ending.Settled;
        address token = task.token;
        _book.credit(token, policy.treasury, distribution.treasury);
        _book.credit(token, task.requester, distribution.refund);
        _book.credit(token, settler, distribution.settlerFee);
        emit TaskClosed(taskId, settler, distribution);

        if (policy.requesterStake > 0) STAKE.unlock(task.requester, policy.requesterStake);
        if (distribution.claims > 0) _pay(token, distribution.claims);
    }

    /// @inheritdoc ITaskRegistry
    function deposit(address token, address account, uint256 amount) external nonReentrant {
        _book.credit(token, account, amount);
        emit Deposited(token, account, amount);
        _receive(token, amount);
    }

    /// @inheritdoc ITaskRegistry
    function withdraw(address token, address recipient, uint256 amount) external nonReentrant {
        _book.debit(token, msg.sender, amount);
        emit Withdrawn(token, msg.sender, recipient, amount);
        IERC20(token).safeTransfer(recipient, amount);
    }

    /// @inheritdoc ITaskRegistry
    function permit(address token, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        // A copied permit may have been used already by somebody else: what counts is the allowance.
        try IERC20Permit(token).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {
            uint256 allowance = IERC20(token).allowance(msg.sender, address(this));
            require(allowance >= amount, PermitFailed(token, msg.sender, allowance));
        }
    }

    /// @inheritdoc ITaskRegistry
    function balanceOf(address token, address account) external view returns (uint256) {
        return _book.balances[token][account];
    }

    /// @inheritdoc ITaskRegistry
    function taskOf(TaskId taskId) external view returns (Task memory) {
        return _tasks[taskId];
    }

    /// @inheritdoc ITaskRegistry
    function phaseOf(TaskId taskId) external view returns (Phase) {
        return _tasks[taskId].phaseAt(CLOCK.time());
    }

    /// @inheritdoc ITaskRegistry
    function scopeOf(TaskId taskId) external view returns (uint256) {
        return Commitments.scope(taskId);
    }

    /// @inheritdoc ITaskRegistry
    function commitOf(TaskId taskId, uint256 nullifier) external view returns (bytes32) {
        return _commits[taskId][nullifier];
    }

    /// @dev Records a sheet whose proof has been checked: one new slot, counters and the bond.
    function _record(TaskId taskId, Task storage task, SheetCommit calldata sheet) private {
        uint8 index = task.commits;
        task.commits = index + 1;
        if (sheet.fee > 0) task.relayerFees += uint104(sheet.fee);
        _commits[taskId][sheet.nullifier] = Commitments.record(
            sheet.commitment,
            SheetRole.Contributor,
            sheet.claimedLevel,
            sheet.relayer,
            sheet.fee,
            sheet.bondAccount,
            task.bond
        );
        _book.debit(task.token, sheet.bondAccount, task.bond);
        _book.credit(task.token, sheet.relayer, sheet.fee);
        _emitCommitted(taskId, sheet, index, SheetRole.Contributor);
    }

    function _emitCommitted(TaskId taskId, SheetCommit memory sheet, uint256 index, SheetRole role) private {
        emit SheetCommitted(
            taskId,
            sheet.nullifier,
            index,
            role,
            sheet.claimedLevel,
            sheet.commitment,
            sheet.relayer,
            sheet.fee,
            sheet.bondAccount
        );
    }

    /// @dev False when no unrevealed commit fits the opening. The record is deleted: commits are over for this task, so
    /// the nullifier cannot come back.
    function _reveal(TaskId taskId, Task storage task, Opening calldata opening) private returns (bool) {
        require(opening.answers.length == task.rowBytes, SheetLengthMismatch(task.rowBytes, opening.answers.length));
        bytes32 answersHash = keccak256(opening.answers);
        bytes32 record = Commitments.recordOf(taskId, opening, answersHash);
        if (opening.salt == 0) return false;
        if (opening.role == SheetRole.Reviewer) {
            (bytes32 specHash, uint256 count) = (task.specHash, task.reviewerItems);
            if (!REVIEWS.take(taskId, opening.nullifier, record, specHash, task.items, count, opening.answers))
                return false;
            ++task.reviewReveals;
        } else {
            if (_commits[taskId][opening.nullifier] != record) return false;
            delete _commits[taskId][opening.nullifier];
        }
        (uint240 acc, uint16 index) = (task.revealHash, task.reveals);
        acc = Commitments.append(
            acc,
            opening.nullifier,
            opening.role,
            opening.level,
            opening.payout,
            opening.relayer,
            opening.fee,
            answersHash
        );
        (task.revealHash, task.reveals) = (acc, index + 1);
        _book.credit(task.token, opening.bondAccount, opening.bond - opening.fee);
        emit SheetRevealed(
            taskId,
            opening.nullifier,
            index,
            opening.role,
            opening.level,
            opening.payout,
            opening.answers
        );
        return true;
    }

    function _returnDeposit(Task storage task) private {
        uint256 amount = TaskMoney.hashDeposit(task.pool, POLICIES.policyAt(task.policy));
        _book.credit(task.token, task.requester, amount);
    }

    /// @dev Sends exactly `amount` to the caller, the settlement, or reverts: what it lacked would be missing from the
    /// claims of other tasks in the same token.
    function _pay(address token, uint256 amount) private {
        uint256 before = IERC20(token).balanceOf(msg.sender);
        IERC20(token).safeTransfer(msg.sender, amount);
        uint256 received = IERC20(token).balanceOf(msg.sender) - before;
        require(received == amount, TokenAmountMismatch(token, amount, received));
    }

    /// @dev Takes exactly `amount` from the caller, or reverts.
    function _receive(address token, uint256 amount) private {
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = IERC20(token).balanceOf(address(this)) - before;
        require(received == amount, TokenAmountMismatch(token, amount, received));
    }

    function _requireRunning() private view returns (uint40 tau) {
        bool paused;
        (tau, paused) = CLOCK.read();
        require(!paused, ProtocolPaused());
    }

    function _requirePhase(TaskId taskId, Task storage task, uint40 tau, Phase expected) private view {
        Phase actual = task.phaseAt(tau);
        require(actual == expected, Phases.TaskNotInPhase(taskId, expected, actual));
    }

    /// @dev Reads one slot of the task. A task that is absent or cancelled has no commit to reveal.
    function _requireRevealing(TaskId taskId) private view returns (Task storage task) {
        task = _tasks[taskId];
        uint40 tau = CLOCK.time();
        uint40 start = task.revealStart;
        if (tau < start || tau >= start + task.revealDuration) {
            revert Phases.TaskNotInPhase(taskId, Phase.Reveal, task.phaseAt(tau));
        }
    }

    function _requireOpening(TaskId taskId, TaskSpec calldata spec) private view returns (Task storage task) {
        task = _tasks[taskId];
        _requirePhase(taskId, task, CLOCK.time(), Phase.Open);
        require(msg.sender == task.requester, RequesterUnauthorized(taskId, msg.sender));
        bytes32 specHash = keccak256(abi.encode(spec));
        require(specHash == task.specHash, SpecMismatch(task.specHash, specHash));
    }

    function _requireRow(
        TaskId taskId,
        Task storage task,
        TaskSpec calldata spec,
        bytes calldata row,
        bytes32 actual,
        bytes32 expected
    ) private view returns (uint256 answered) {
        require(actual == expected, HashMismatch(expected, actual));
        require(row.length == task.rowBytes, SheetLengthMismatch(task.rowBytes, row.length));
        bool valid;
        (answered, valid) = Openings.inspect(row, task.classes, spec);
        require(valid, GoldInvalid(taskId));
    }

    /// @dev Whether there is still a place for the sheet, its nullifier is unused and its bond is there.
    function _isOpenTo(TaskId taskId, Task storage task, SheetCommit calldata sheet) private view returns (bool) {
        return
            task.commits < task.quota &&
            _commits[taskId][sheet.nullifier] == 0 &&
            _book.balances[task.token][sheet.bondAccount] >= task.bond;
    }

    /// @dev Everything about a commit but its place and its proof.
    /// @return inputs Public inputs of the proof: root, nullifier, scope, signal, requirement. All are below the field
    /// order: the root is one of the tree's, the nullifier is checked, scope and signal have 248 bits, the requirement 120.
    function _requireCommittable(
        TaskId taskId,
        Task storage task,
        uint40 tau,
        SheetCommit calldata sheet,
        uint256 root,
        bytes calldata bondSignature
    ) private view returns (uint256[5] memory inputs) {
        require(sheet.nullifier != 0 && sheet.nullifier < SNARK_SCALAR_FIELD, NullifierOutOfField(sheet.nullifier));
        require(
            sheet.relayer == address(0) || sheet.relayer == msg.sender,
            RelayerUnauthorized(sheet.relayer, msg.sender)
        );
        uint256 mostFee = sheet.relayer == address(0) ? 0 : task.bond;
        require(sheet.fee <= mostFee, RelayerFeeOutOfBounds(sheet.fee, mostFee));
        uint256 signal = Commitments.signal(sheet);
        if (sheet.bondAccount != msg.sender) {
            bytes32 lock = _hashTypedDataV4(
                keccak256(abi.encode(Commitments.BOND_TYPEHASH, taskId, sheet.nullifier, signal))
            );
            require(
                SignatureChecker.isValidSignatureNowCalldata(sheet.bondAccount, lock, bondSignature),
                BondUnauthorized(sheet.bondAccount)
            );
        }
        require(tau <= TREE.rootExpiry(root), RootUnknown(root));
        uint256 requirement =
            task.minLevel |
                (uint256(sheet.claimedLevel) << 8) |
                (uint256(task.skills) << 16) |
                (uint256(task.commitDeadline) << 80);
        return [root, sheet.nullifier, Commitments.scope(taskId), signal, requirement];
    }
}
