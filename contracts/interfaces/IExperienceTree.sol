// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title Append-only tree of experience notes.
/// @notice A LeanIMT over Poseidon; a leaf is `Poseidon(answerNullifier, amount | field << 16) + NOTE_TAG` modulo the
/// field order. Roots are good as those of the eligibility tree.
interface IExperienceTree {
    /// @notice `leaf` is the tree's leaf number `index`; `root` is the root with it, 0 for all of a batch but the last.
    event LeafInserted(uint256 indexed index, uint256 leaf, uint256 root);

    /// @notice Only the contract that created the tree inserts.
    error NoteTreeCallerUnauthorized(address caller);

    /// @notice Appends `notes`, at least one, each below the field order, not 0 and not in the tree.
    /// @dev Errors: `NoteTreeCallerUnauthorized`, `TreeFull`, those of LeanIMT.
    function insertMany(uint256[] calldata notes) external returns (uint256 firstIndex, uint256 root);

    /// @notice The latest root, 0 while the tree is empty.
    function root() external view returns (uint256);

    /// @notice Number of notes.
    function size() external view returns (uint256);

    /// @notice Protocol time until which `candidate` is good, inclusive: the greatest uint40 for the latest root, 0 for
    /// what was never a root. 0 itself is never a root.
    function rootExpiry(uint256 candidate) external view returns (uint40);
}
