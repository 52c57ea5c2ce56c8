// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
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
import {RegistryCommits} from "./RegistryCommits.sol";
import {Reviews} from "./Reviews.sol";
import {Settlement} from "./Settlement.sol";
import {TaskLimits} from "./TaskLimits.sol";
import {TaskMoney} from "./TaskMoney.sol";

/// @title TaskRegistry: the life of a task, from publication to its end.
contract TaskRegistry is RegistryCommits, Multicall {
    using Ledger for Ledger.Book;
    using Phases for Task;
    using SafeERC20 for IERC20;

    /// @notice The contract that settles tasks and pays claims.
    Settlement public immutable SETTLEMENT;

    /// @notice The contract that takes reviewers' commits and resolves them.
    Reviews public immutable REVIEWS;

    ITaskPolicies public immutable POLICIES;
    IStake public immutable STAKE;

    /// @inheritdoc ITaskRegistry
    uint256 public taskCount;

    constructor(
        IProtocolClock clock,
        ITaskPolicies policies,
        IEligibilityTree tree,
        IEligibilityVerifier verifier,
        IEligibilityBatchVerifier batchVerifier,
        IStake stake,
        ReviewerStakeTerms memory reviewerStake
    ) RegistryCommits(clock, tree, verifier, batchVerifier) {
        POLICIES = policies;
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
    function taskOf(TaskId taskId) external view returns (Task memory) {
        return _tasks[taskId];
    }

    /// @inheritdoc ITaskRegistry
    function phaseOf(TaskId taskId) external view returns (Phase) {
        return _tasks[taskId].phaseAt(CLOCK.time());
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
}
