// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IScorer} from "../interfaces/IScorer.sol";
import {ISettlement} from "../interfaces/ISettlement.sol";
import {ITaskPolicies} from "../interfaces/ITaskPolicies.sol";
import {ITaskRegistry} from "../interfaces/ITaskRegistry.sol";
import {Pay, PayTerms} from "../scoring/Pay.sol";
import {Shape, Verdict} from "../types/Scoring.sol";
import {Distribution, PayoutLeaf, Phase, Policy, SealedRow, SheetRole, Task, TaskId, TaskSpec} from "../types/Task.sol";
import {Openings} from "./Openings.sol";
import {PayoutTree} from "./PayoutTree.sol";
import {Phases} from "./Phases.sol";
import {Results} from "./Results.sol";
import {Rows} from "./Rows.sol";
import {TaskMoney} from "./TaskMoney.sol";

/// @title Settlement
/// @dev Holds exactly what is payable and not yet claimed of every settled task.
contract Settlement is ISettlement, ReentrancyGuardTransient {
    using Results for Results.Result;
    using SafeERC20 for IERC20;

    /// @dev Bit of `claimed` that no row has (there are at most 254): set at settling, so that the first claim of a task
    /// costs no more than the others.
    uint256 private constant SETTLED_BIT = 1 << 255;

    /// @dev Fewer sheets than this cannot outvote each other; without gold they are paid flat.
    uint256 private constant MIN_CONFIRMING = 3;

    ITaskRegistry public immutable REGISTRY;
    ITaskPolicies public immutable POLICIES;

    /// @param claimKey Hash of payout root and token, so that a claim loads one slot for both.
    /// @param claimed One bit per row.
    struct Result {
        bytes32 claimKey;
        bytes32 resultHash;
        uint256 claimed;
    }

    /// @dev What the referee is told and says of a task.
    /// @param kinds One byte per row given to the scorer; a model's predictions are one more row, behind the sheets.
    /// @param fees Sum of the relayer fees of all rows.
    /// @param confirmed Whether enough sheets, or gold, stand behind the labels.
    struct Judgement {
        bytes kinds;
        uint256 fees;
        bool confirmed;
        Results.Result result;
    }

    mapping(TaskId taskId => Result result) private _results;

    /// @dev Created by the registry.
    constructor(ITaskPolicies policies) {
        REGISTRY = ITaskRegistry(msg.sender);
        POLICIES = policies;
    }

    /// @inheritdoc ISettlement
    function settle(
        TaskId taskId,
        TaskSpec calldata spec,
        bytes calldata rows,
        bytes calldata answers,
        SealedRow calldata gold,
        SealedRow calldata model
    ) external nonReentrant {
        Task memory task = _requireSettling(taskId, spec);
        Judgement memory judgement;
        (judgement.kinds, judgement.fees) = Rows.requireRevealed(taskId, task, rows, answers);
        Policy memory policy = POLICIES.policyAt(task.policy);

        bytes memory goldRow = Openings.opened(spec.goldHash, task.goldPending, gold);
        bytes memory modelRow = Openings.opened(spec.modelHash, task.modelPending, model);
        judgement.confirmed = goldRow.length > 0 || TaskMoney.contributions(task) >= MIN_CONFIRMING;
        if (modelRow.length > 0) Rows.addModel(judgement.kinds);
        _score(task, spec, policy, answers, goldRow, modelRow, judgement);
        emit TaskLabelled(taskId, judgement.result.labels, judgement.result.confidences);

        Distribution memory distribution = _pay(taskId, task, spec, policy, rows, judgement);
        REGISTRY.close(taskId, msg.sender, distribution);
    }

    /// @inheritdoc ISettlement
    function claim(address token, PayoutLeaf calldata leaf, bytes32[] calldata proof) external {
        require(_claim(token, leaf, proof), AlreadyClaimed(leaf.taskId, leaf.index));
    }

    /// @inheritdoc ISettlement
    function claimBatch(address token, PayoutLeaf[] calldata leaves, bytes32[][] calldata proofs) external {
        for (uint256 i = 0; i < leaves.length; ++i) {
            if (!_claim(token, leaves[i], proofs[i])) emit ClaimSkipped(leaves[i].taskId, leaves[i].index);
        }
    }

    /// @inheritdoc ISettlement
    function resultHashOf(TaskId taskId) external view returns (bytes32) {
        return _results[taskId].resultHash;
    }

    /// @inheritdoc ISettlement
    function isClaimed(TaskId taskId, uint256 index) external view returns (bool) {
        return (_results[taskId].claimed >> index) & 1 == 1;
    }

    /// @inheritdoc ISettlement
    function isPayable(address token, PayoutLeaf calldata leaf, bytes32[] calldata proof) public view returns (bool) {
        bytes32 root = MerkleProof.processProofCalldata(proof, PayoutTree.hashOf(leaf));
        return _claimKey(root, token) == _results[leaf.taskId].claimKey;
    }

    /// @dev False when the leaf was paid already. The bit is set before the token is called: claiming again from within
    /// its transfer finds the leaf paid.
    function _claim(address token, PayoutLeaf calldata leaf, bytes32[] calldata proof) private returns (bool) {
        require(isPayable(token, leaf, proof), PayoutProofInvalid(leaf.taskId, leaf.index));
        Result storage result = _results[leaf.taskId];
        uint256 claimed = result.claimed;
        if ((claimed >> leaf.index) & 1 == 1) return false;

        result.claimed = claimed | (1 << leaf.index);
        emit Claimed(leaf.taskId, leaf.index, leaf.payout, leaf.amount);
        IERC20(token).safeTransfer(leaf.payout, leaf.amount);
        return true;
    }

    /// @dev Turns verdicts into payouts, stores what claims need and returns where the money goes.
    function _pay(
        TaskId taskId,
        Task memory task,
        TaskSpec calldata spec,
        Policy memory policy,
        bytes calldata rows,
        Judgement memory judgement
    ) private returns (Distribution memory distribution) {
        Results.Result memory result = judgement.result;
        (result.payouts, distribution.claims, distribution.refund) = _split(task, spec, judgement);
        result.experience = TaskMoney.experience(task, policy);
        result.root = PayoutTree.root(
            PayoutTree.hashesOf(taskId, task.field, result.experience, rows, result.verdicts, result.payouts)
        );
        bytes32 resultHash = result.announce(taskId);
        _results[taskId] = Result(_claimKey(result.root, task.token), resultHash, SETTLED_BIT);

        (uint256 earned, uint256 unearned) = TaskMoney.splitFee(task, policy, spec.reviewerBps);
        distribution.refund += unearned;
        distribution.settlerFee = TaskMoney.settlerFee(earned, policy);
        distribution.treasury =
            TaskMoney.held(task, policy) +
            TaskMoney.forfeitedBonds(task, judgement.fees) -
            distribution.claims -
            distribution.refund -
            distribution.settlerFee;
    }

    /// @dev Shares the pool among contributors, and the reviewers' part of it among reviewers. `claims` is the sum of the
    /// payouts: what goes neither to the treasury nor back.
    function _split(
        Task memory task,
        TaskSpec calldata spec,
        Judgement memory judgement
    ) private pure returns (uint256[] memory payouts, uint256 claims, uint256 refund) {
        uint256 share = TaskMoney.reviewerPool(task.pool, spec.reviewerBps);
        (bytes memory kinds, Verdict[] memory verdicts) = (judgement.kinds, judgement.result.verdicts);
        uint256 treasury;
        (payouts, treasury, refund) = Pay.split(
            PayTerms(task.pool - share, task.quota, task.items, uint8(SheetRole.Contributor), judgement.confirmed),
            kinds,
            verdicts
        );
        claims = task.pool - share - treasury - refund;
        if (spec.reviewerPlaces == 0) return (payouts, claims, refund);
        uint256[] memory reviewers;
        uint256 unfilled;
        (reviewers, treasury, unfilled) = Pay.split(
            PayTerms(share, spec.reviewerPlaces, spec.reviewerItems, uint8(SheetRole.Reviewer), judgement.confirmed),
            kinds,
            verdicts
        );
        claims += share - treasury - unfilled;
        refund += unfilled;
        for (uint256 r = 0; r < payouts.length; ++r) payouts[r] += reviewers[r];
    }

    function _requireSettling(TaskId taskId, TaskSpec calldata spec) private view returns (Task memory task) {
        task = REGISTRY.taskOf(taskId);
        Phase phase = REGISTRY.phaseOf(taskId);
        require(phase == Phase.Settle, Phases.TaskNotInPhase(taskId, Phase.Settle, phase));
        Openings.requireSpec(spec, task.specHash);
    }

    /// @dev Runs the referee and fills in its judgement. A task without a single sheet has no labels.
    function _score(
        Task memory task,
        TaskSpec calldata spec,
        Policy memory policy,
        bytes calldata answers,
        bytes memory gold,
        bytes memory model,
        Judgement memory judgement
    ) private view {
        if (task.reveals == 0) return;
        IScorer scorer = IScorer(task.classes == 0 ? policy.numericScorer : policy.categoricalScorer);
        Shape memory shape = Shape(task.items, task.classes, spec.minimum, spec.maximum);
        Results.Result memory result = judgement.result;
        (result.labels, result.confidences, result.verdicts) =
            model.length > 0
                ? scorer.score(shape, judgement.kinds, bytes.concat(answers, model), gold)
                : scorer.score(shape, judgement.kinds, answers, gold);
        // A model is not paid: its verdict, the last one, is cut off.
        Verdict[] memory verdicts = result.verdicts;
        uint256 count = task.reveals;
        assembly ("memory-safe") {
            mstore(verdicts, count)
        }
    }

    function _claimKey(bytes32 root, address token) private pure returns (bytes32) {
        return keccak256(abi.encode(root, token));
    }
}
