// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {ReviewerStake} from "../economy/ReviewerStake.sol";
import {IReviews} from "../interfaces/IReviews.sol";
import {IReviewerStake} from "../interfaces/IReviewerStake.sol";
import {ITaskPolicies} from "../interfaces/ITaskPolicies.sol";
import {ITaskRegistry} from "../interfaces/ITaskRegistry.sol";
import {ReviewerStakeTerms} from "../types/Review.sol";
import {Phase, SealedRow, SheetRole, Task, TaskId, TaskSpec} from "../types/Task.sol";
import {Commitments} from "./Commitments.sol";
import {Disagreements} from "./Disagreements.sol";
import {Openings} from "./Openings.sol";
import {Phases} from "./Phases.sol";
import {Rows} from "./Rows.sol";
import {Subsets} from "./Subsets.sol";

/// @title Reviews
contract Reviews is IReviews {
    /// @dev Unrevealed reviews that a reviewer can have at a time. The place of a review follows from its task's number, and
    /// is used again: from the second time on a commit writes no new slot.
    uint256 private constant PLACES = 32;

    /// @dev An empty place that was used before.
    uint256 private constant FREE = 1;

    /// @dev A place holds the task's number above 216 bits of the record's hash.
    uint256 private constant HASH_BITS = 216;

    uint256 private constant AGT = 1e18;

    ITaskRegistry public immutable REGISTRY;
    ITaskPolicies public immutable POLICIES;

    /// @notice Where reviewers' AGT lies.
    IReviewerStake public immutable STAKE;

    mapping(uint256 place => uint256 review) private _reviews;

    /// @inheritdoc IReviews
    mapping(TaskId taskId => bool resolved) public isResolved;

    /// @dev Created by the registry.
    constructor(ITaskPolicies policies, ReviewerStakeTerms memory terms) {
        REGISTRY = ITaskRegistry(msg.sender);
        POLICIES = policies;
        STAKE = new ReviewerStake(terms.authority, terms.agt, terms.cooldown);
    }

    /// @inheritdoc IReviews
    function commit(TaskId taskId, bytes32 commitment) external {
        uint256 place = _placeOf(taskId, msg.sender);
        uint256 open = _reviews[place];
        require(open <= FREE, ReviewPlaceTaken(taskId, msg.sender, TaskId.wrap(open >> HASH_BITS)));

        bytes32 record = Commitments.record(commitment, SheetRole.Reviewer, 0, address(0), 0, address(0), 0);
        _reviews[place] = _reviewOf(taskId, record);
        (uint256 amount, uint40 publishedAt) = REGISTRY.recordReview(taskId, msg.sender, commitment);
        STAKE.lock(msg.sender, amount * AGT, publishedAt);
    }

    /// @inheritdoc IReviews
    function take(
        TaskId taskId,
        uint256 nullifier,
        bytes32 record,
        bytes32 specHash,
        uint256 items,
        uint256 count,
        bytes calldata answers
    ) external returns (bool) {
        require(msg.sender == address(REGISTRY), RegistryUnauthorized(msg.sender));
        address reviewer = address(uint160(nullifier));
        uint256 place = _placeOf(taskId, reviewer);
        // A greater nullifier would be another one than the commit announced.
        if (nullifier >> 160 != 0 || _reviews[place] != _reviewOf(taskId, record)) return false;
        uint256 seed = Subsets.seedOf(msg.sender, taskId, specHash, reviewer);
        bool inside = Subsets.holds(seed, items, count, answers.length / items, answers);
        require(inside, AnswerOutsideSubset(taskId, reviewer));

        _reviews[place] = FREE;
        return true;
    }

    /// @inheritdoc IReviews
    function resolve(
        TaskId taskId,
        TaskSpec calldata spec,
        bytes calldata rows,
        bytes calldata answers,
        SealedRow calldata gold
    ) external {
        Phase phase = REGISTRY.phaseOf(taskId);
        require(phase == Phase.Settled, Phases.TaskNotInPhase(taskId, Phase.Settled, phase));
        require(!isResolved[taskId], ReviewsResolved(taskId));
        Task memory task = REGISTRY.taskOf(taskId);
        Openings.requireSpec(spec, task.specHash);
        (bytes memory kinds, ) = Rows.requireRevealed(taskId, task, rows, answers);
        bytes memory goldRow = Openings.opened(spec.goldHash, task.goldPending, gold);

        isResolved[taskId] = true;
        Disagreements.Matrix memory matrix = _matrixOf(task, spec, kinds);
        (uint256[] memory checked, uint256[] memory wrong) = Disagreements.count(matrix, answers, goldRow);
        address treasury = POLICIES.policyAt(task.policy).treasury;
        uint256 amount = task.reviewerStake * AGT;
        for (uint256 r = 0; r < checked.length; ++r) {
            address reviewer = address(uint160(Rows.at(rows, matrix.reviewers[r]).nullifier));
            uint256 slashed = _costOf(amount, checked[r], wrong[r]);
            emit ReviewResolved(taskId, reviewer, checked[r], wrong[r], slashed);
            STAKE.release(reviewer, amount, slashed, treasury);
        }
    }

    /// @inheritdoc IReviews
    function forfeit(TaskId taskId, address reviewer) external {
        Phase phase = REGISTRY.phaseOf(taskId);
        require(phase == Phase.Settle || phase == Phase.Settled, Phases.TaskNotInPhase(taskId, Phase.Settle, phase));
        require(isOpen(taskId, reviewer), ReviewMissing(taskId, reviewer));

        _reviews[_placeOf(taskId, reviewer)] = FREE;
        Task memory task = REGISTRY.taskOf(taskId);
        uint256 amount = task.reviewerStake * AGT;
        emit ReviewForfeited(taskId, reviewer, amount);
        STAKE.release(reviewer, amount, amount, POLICIES.policyAt(task.policy).treasury);
    }

    /// @inheritdoc IReviews
    function isOpen(TaskId taskId, address reviewer) public view returns (bool) {
        uint256 review = _reviews[_placeOf(taskId, reviewer)];
        return review > FREE && review >> HASH_BITS == TaskId.unwrap(taskId);
    }

    /// @dev The place of a reviewer's review of a task: one of a few, by turns.
    function _placeOf(TaskId taskId, address reviewer) private pure returns (uint256) {
        return (uint256(uint160(reviewer)) << 8) | (TaskId.unwrap(taskId) % PLACES);
    }

    /// @dev What a place holds.
    function _reviewOf(TaskId taskId, bytes32 record) private pure returns (uint256) {
        return (TaskId.unwrap(taskId) << HASH_BITS) | (uint256(record) >> (256 - HASH_BITS));
    }

    function _matrixOf(
        Task memory task,
        TaskSpec calldata spec,
        bytes memory kinds
    ) private pure returns (Disagreements.Matrix memory matrix) {
        bool numeric = task.classes == 0;
        (matrix.items, matrix.width) = (task.items, numeric ? 4 : 1);
        (matrix.minimum, matrix.maximum) =
            numeric ? (int256(spec.minimum), int256(spec.maximum)) : (int256(1), int256(uint256(task.classes)));
        matrix.tolerance = spec.reviewerTolerance;
        matrix.reviewers = new uint256[](task.reviewReveals);
        uint256 found = 0;
        for (uint256 r = 0; r < kinds.length; ++r) {
            if (uint8(kinds[r]) & 3 == uint8(SheetRole.Reviewer)) matrix.reviewers[found++] = r;
        }
    }

    /// @dev What `wrong` of `checked` answers cost of a stake of `amount`, rounded down.
    function _costOf(uint256 amount, uint256 checked, uint256 wrong) private pure returns (uint256) {
        uint256 free = (checked + 3) / 4;
        return wrong > free ? (amount * (wrong - free)) / checked : 0;
    }
}
