// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title Append-only tree of eligibility leaves.
/// @notice A LeanIMT over Poseidon; a leaf is
/// `Poseidon(identityCommitment, packed) + LEAF_TAG` in the field. Roots are good while they are the
/// latest and for `ROOT_LIFETIME` seconds of protocol time after they are superseded.
interface IEligibilityTree {
    /// @notice `leaf` is the tree's leaf number `index`; `root` is the root with it.
    event LeafInserted(uint256 indexed index, uint256 leaf, uint256 root);

    /// @notice Only the contract that created the tree inserts.
    error TreeCallerUnauthorized(address caller);

    /// @notice Appends `leaf` (below the field order, not 0, not in the tree) and returns the new root.
    /// @dev Errors: `TreeCallerUnauthorized`, `TreeFull`, those of LeanIMT.
    function insert(uint256 leaf) external returns (uint256 root);

    /// @notice The latest root, 0 while the tree is empty.
    function root() external view returns (uint256);

    /// @notice Number of leaves.
    function size() external view returns (uint256);

    /// @notice Protocol time until which `candidate` is good, inclusive: the greatest uint40 for the latest root, 0 for
    /// what was never a root. 0 itself is never a root.
    function rootExpiry(uint256 candidate) external view returns (uint40);
}
