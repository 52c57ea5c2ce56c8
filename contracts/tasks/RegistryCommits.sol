// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {SNARK_SCALAR_FIELD} from "@zk-kit/lean-imt.sol/Constants.sol";
import {IEligibilityBatchVerifier} from "../interfaces/IEligibilityBatchVerifier.sol";
import {IEligibilityTree} from "../interfaces/IEligibilityTree.sol";
import {IEligibilityVerifier} from "../interfaces/IEligibilityVerifier.sol";
import {IProtocolClock} from "../interfaces/IProtocolClock.sol";
import {ITaskRegistry} from "../interfaces/ITaskRegistry.sol";
import {EligibilityProof, Phase, SheetCommit, SheetRole, Task, TaskId} from "../types/Task.sol";
import {Commitments} from "./Commitments.sol";
import {Ledger} from "./Ledger.sol";
import {Phases} from "./Phases.sol";
import {RegistryAccounts} from "./RegistryAccounts.sol";

/// @title The registry's commits: who may commit a sheet to a task, and what is kept of it.
abstract contract RegistryCommits is RegistryAccounts, EIP712 {
    using Ledger for Ledger.Book;
    using Phases for Task;

    IProtocolClock public immutable CLOCK;
    IEligibilityTree public immutable TREE;
    IEligibilityVerifier public immutable VERIFIER;
    IEligibilityBatchVerifier public immutable BATCH_VERIFIER;

    mapping(TaskId taskId => Task task) internal _tasks;
    mapping(TaskId taskId => mapping(uint256 nullifier => bytes32 record)) internal _commits;

    constructor(
        IProtocolClock clock,
        IEligibilityTree tree,
        IEligibilityVerifier verifier,
        IEligibilityBatchVerifier batchVerifier
    ) EIP712("Alaya TaskRegistry", "1") {
        CLOCK = clock;
        TREE = tree;
        VERIFIER = verifier;
        BATCH_VERIFIER = batchVerifier;
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
    function scopeOf(TaskId taskId) external view returns (uint256) {
        return Commitments.scope(taskId);
    }

    /// @inheritdoc ITaskRegistry
    function commitOf(TaskId taskId, uint256 nullifier) external view returns (bytes32) {
        return _commits[taskId][nullifier];
    }

    function _emitCommitted(TaskId taskId, SheetCommit memory sheet, uint256 index, SheetRole role) internal {
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

    function _requireRunning() internal view returns (uint40 tau) {
        bool paused;
        (tau, paused) = CLOCK.read();
        require(!paused, ProtocolPaused());
    }

    function _requirePhase(TaskId taskId, Task storage task, uint40 tau, Phase expected) internal view {
        Phase actual = task.phaseAt(tau);
        require(actual == expected, Phases.TaskNotInPhase(taskId, expected, actual));
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
