// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {InternalLeanIMT, LeanIMTData} from "@zk-kit/lean-imt.sol/InternalLeanIMT.sol";

/// @title An append-only LeanIMT over Poseidon that remembers for how long its roots are good.
library RootedTree {
    using InternalLeanIMT for LeanIMTData;

    /// @dev Depth that the circuits prove.
    uint256 internal constant MAX_DEPTH = 24;

    /// @dev Seconds of protocol time for which a superseded root stays good.
    uint40 internal constant ROOT_LIFETIME = 7 days;

    struct Tree {
        LeanIMTData imt;
        mapping(uint256 root => uint40 time) supersededAt;
    }

    /// @notice The tree holds `size` of at most 2^24 leaves: there is no room.
    error TreeFull(uint256 size);

    /// @notice Appends `leaf` at protocol time `tau`.
    function insert(Tree storage self, uint256 leaf, uint40 tau) internal returns (uint256 index, uint256 newRoot) {
        index = _supersede(self, 1, tau);
        newRoot = self.imt._insert(leaf);
    }

    /// @notice Appends `leaves`, at least one, at protocol time `tau`; `index` is that of the first.
    function insertMany(
        Tree storage self,
        uint256[] calldata leaves,
        uint40 tau
    ) internal returns (uint256 index, uint256 newRoot) {
        index = _supersede(self, leaves.length, tau);
        newRoot = self.imt._insertMany(leaves);
    }

    /// @notice The latest root, 0 while the tree is empty.
    function root(Tree storage self) internal view returns (uint256) {
        return self.imt._root();
    }

    /// @notice Number of leaves.
    function size(Tree storage self) internal view returns (uint256) {
        return self.imt.size;
    }

    /// @notice Protocol time until which `candidate` is good, inclusive; 0 for what was never a root, and for 0 itself.
    function rootExpiry(Tree storage self, uint256 candidate) internal view returns (uint40) {
        if (candidate == 0) return 0;
        uint40 supersededAt = self.supersededAt[candidate];
        if (supersededAt != 0) return supersededAt + ROOT_LIFETIME;
        return candidate == self.imt._root() ? type(uint40).max : 0;
    }

    function _supersede(Tree storage self, uint256 count, uint40 tau) private returns (uint256 index) {
        index = self.imt.size;
        require(index + count <= 1 << MAX_DEPTH, TreeFull(index));
        self.supersededAt[self.imt._root()] = tau;
    }
}
