// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {PoseidonT3} from "poseidon-solidity/PoseidonT3.sol";
import {SNARK_SCALAR_FIELD} from "@zk-kit/lean-imt.sol/Constants.sol";
import {IContributorPass} from "../interfaces/IContributorPass.sol";
import {IExperience} from "../interfaces/IExperience.sol";
import {IExperienceTree} from "../interfaces/IExperienceTree.sol";
import {IExperienceVerifier} from "../interfaces/IExperienceVerifier.sol";
import {IProtocolClock} from "../interfaces/IProtocolClock.sol";
import {ISettlement} from "../interfaces/ISettlement.sol";
import {NoteProof} from "../types/Experience.sol";
import {PayoutLeaf, TaskId} from "../types/Task.sol";
import {ExperienceTree} from "./ExperienceTree.sol";

/// @title Experience
contract Experience is IExperience {
    bytes32 private constant CONTEXT_TYPEHASH = keccak256(
        "AlayaExperience(uint256 chainId,address pass,uint256 passId)"
    );

    /// @dev Added to the hash of a note, so that no inner node can pass for one: uint256(keccak256("AlayaNote")) >> 8.
    uint256 private constant NOTE_TAG = uint256(keccak256("AlayaNote")) >> 8;

    /// @inheritdoc IExperience
    IExperienceTree public immutable TREE;

    IProtocolClock public immutable CLOCK;
    IContributorPass public immutable PASS;
    ISettlement public immutable SETTLEMENT;
    IExperienceVerifier public immutable VERIFIER;

    mapping(TaskId taskId => uint256 bits) private _recorded;
    mapping(uint256 spendNullifier => bool spent) private _spent;

    constructor(IProtocolClock clock, IContributorPass pass, ISettlement settlement, IExperienceVerifier verifier) {
        CLOCK = clock;
        PASS = pass;
        SETTLEMENT = settlement;
        VERIFIER = verifier;
        TREE = new ExperienceTree(clock, address(this));
    }

    /// @inheritdoc IExperience
    function record(address token, PayoutLeaf[] calldata leaves, bytes32[][] calldata proofs) external {
        require(leaves.length == proofs.length, NoteProofCountMismatch(leaves.length, proofs.length));
        uint256[] memory notes = new uint256[](leaves.length);
        uint256 size = TREE.size();
        uint256 count = 0;
        for (uint256 i = 0; i < leaves.length; ++i) {
            PayoutLeaf calldata leaf = leaves[i];
            require(SETTLEMENT.isPayable(token, leaf, proofs[i]), NoteLeafInvalid(leaf.taskId, leaf.index));
            if (leaf.experience == 0 || isRecorded(leaf.taskId, leaf.index)) {
                emit NoteSkipped(leaf.taskId, leaf.index);
                continue;
            }
            _recorded[leaf.taskId] |= 1 << leaf.index;
            uint256 note = _noteOf(leaf);
            notes[count] = note;
            emit NoteRecorded(leaf.taskId, leaf.index, size + count, note);
            ++count;
        }
        if (count == 0) return;

        assembly ("memory-safe") {
            mstore(notes, count)
        }
        TREE.insertMany(notes);
    }

    /// @inheritdoc IExperience
    function gain(uint256 passId, NoteProof calldata note) external {
        (uint40 tau, bool paused) = CLOCK.read();
        require(!paused, IContributorPass.LevellingPaused());
        require(tau <= TREE.rootExpiry(note.root), NoteRootUnknown(note.root));
        require(note.spendNullifier < SNARK_SCALAR_FIELD, SpendNullifierOutOfField(note.spendNullifier));
        require(!_spent[note.spendNullifier], NoteAlreadySpent(note.spendNullifier));
        require(_owns(passId, note), NoteProofInvalid(passId, note.spendNullifier));

        _spent[note.spendNullifier] = true;
        emit NoteSpent(passId, note.spendNullifier, note.amount, note.field);

        PASS.gainExperience(passId, note.amount, note.field);
    }

    /// @inheritdoc IExperience
    function isSpent(uint256 spendNullifier) external view returns (bool) {
        return _spent[spendNullifier];
    }

    /// @inheritdoc IExperience
    function isRecorded(TaskId taskId, uint256 index) public view returns (bool) {
        return (_recorded[taskId] >> index) & 1 == 1;
    }

    /// @inheritdoc IExperience
    function contextOf(uint256 passId) public view returns (uint256) {
        return uint256(keccak256(abi.encode(CONTEXT_TYPEHASH, block.chainid, PASS, passId))) >> 8;
    }

    /// @dev Public inputs: noteRoot, spendNullifier, identityCommitment, amountAndField, context. All are below the
    /// field order: the root is one of the tree's, the nullifier was checked, the pass checked its commitment, the last
    /// two have 24 and 248 bits.
    function _owns(uint256 passId, NoteProof calldata note) private view returns (bool) {
        uint256[8] calldata p = note.points;
        return
            VERIFIER.verifyProof(
                [p[0], p[1]],
                [[p[2], p[3]], [p[4], p[5]]],
                [p[6], p[7]],
                [
                    note.root,
                    note.spendNullifier,
                    PASS.passOf(passId).identityCommitment,
                    note.amount | (uint256(note.field) << 16),
                    contextOf(passId)
                ]
            );
    }

    function _noteOf(PayoutLeaf calldata leaf) private pure returns (uint256) {
        uint256 packed = leaf.experience | (uint256(leaf.field) << 16);
        return addmod(PoseidonT3.hash([leaf.nullifier, packed]), NOTE_TAG, SNARK_SCALAR_FIELD);
    }
}
