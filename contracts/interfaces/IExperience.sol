// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {NoteProof} from "../types/Experience.sol";
import {PayoutLeaf, TaskId} from "../types/Task.sol";
import {IExperienceTree} from "./IExperienceTree.sol";

/// @title From settled answer sheets to the experience of a pass, without a link between the two.
/// @notice Each valid sheet of a settled task becomes a note in the experience tree. Whoever knows the secret of its
/// nullifier proves in zero knowledge to own a note, and the pass of that secret gains its experience, once.
/// @dev Warning: a note is bound to the secret that answered. Take notes in before changing the identity commitment of
/// a pass: afterwards its new secret owns none of them. Amount and time of a gain are public; taking notes in long
/// after the task was settled, among many others of the same size, is what hides which one it was.
interface IExperience {
    /// @notice The sheet of leaf `index` of task `taskId` became note number `noteIndex`.
    event NoteRecorded(TaskId indexed taskId, uint256 indexed index, uint256 noteIndex, uint256 note);

    /// @notice A leaf in a batch was left out: it carries no experience or was recorded already.
    event NoteSkipped(TaskId indexed taskId, uint256 indexed index);

    /// @notice Pass `passId` took in a note.
    event NoteSpent(uint256 indexed passId, uint256 indexed spendNullifier, uint16 amount, uint8 field);

    /// @notice The leaf is not in the payout tree of its task.
    error NoteLeafInvalid(TaskId taskId, uint256 index);

    /// @notice `leaves` leaves came with `proofs` proofs.
    error NoteProofCountMismatch(uint256 leaves, uint256 proofs);

    /// @notice The root is unknown or too old.
    error NoteRootUnknown(uint256 root);

    /// @notice The spend nullifier is not below the field order.
    error SpendNullifierOutOfField(uint256 spendNullifier);

    /// @notice The note was taken in already.
    error NoteAlreadySpent(uint256 spendNullifier);

    /// @notice The proof does not hold for this note and pass.
    error NoteProofInvalid(uint256 passId, uint256 spendNullifier);

    /// @notice Puts the sheets of settled tasks, all paid in `token`, into the experience tree. Those without
    /// experience or recorded already are skipped with an event. Anyone may call it; large batches cost less per note.
    /// @param proofs Merkle proof of each leaf in the payout tree of its task.
    /// @dev Errors: `NoteProofCountMismatch`, `NoteLeafInvalid`, `TreeFull`.
    function record(address token, PayoutLeaf[] calldata leaves, bytes32[][] calldata proofs) external;

    /// @notice Pass `passId` takes in a note. Anyone may send it.
    /// @dev Errors: `LevellingPaused`, `NoteRootUnknown`, `SpendNullifierOutOfField`, `NoteAlreadySpent`,
    /// `NoteProofInvalid`, `ERC721NonexistentToken`.
    function gain(uint256 passId, NoteProof calldata note) external;

    /// @notice What an experience proof names so that only pass `passId` gains. 248 bits.
    function contextOf(uint256 passId) external view returns (uint256);

    /// @notice Whether leaf `index` of task `taskId` is a note.
    function isRecorded(TaskId taskId, uint256 index) external view returns (bool);

    /// @notice Whether the note with this spend nullifier was taken in.
    function isSpent(uint256 spendNullifier) external view returns (bool);

    /// @notice The tree of notes.
    function TREE() external view returns (IExperienceTree);
}
