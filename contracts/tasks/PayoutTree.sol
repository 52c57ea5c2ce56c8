// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {PayoutLeaf} from "../types/Task.sol";

/// @title The Merkle tree of a task's payouts.
/// @notice Nodes are sorted pairs and leaves are hashed twice, as OpenZeppelin's `MerkleProof` and its JavaScript
/// `SimpleMerkleTree` (without sorting of leaves) expect.
library PayoutTree {
    /// @notice Hash of a leaf, twice, so that no inner node can pass for one.
    function hashOf(PayoutLeaf memory leaf) internal pure returns (bytes32) {
        return
            keccak256(
                bytes.concat(
                    keccak256(
                        abi.encode(
                            leaf.taskId,
                            leaf.index,
                            leaf.nullifier,
                            leaf.payout,
                            leaf.amount,
                            leaf.experience,
                            leaf.field
                        )
                    )
                )
            );
    }

    /// @notice Root over `leaves`, 0 for none.
    /// @dev A complete binary tree in an array: the children of node i are 2i + 1 and 2i + 2, and the leaves stand at
    /// the end, the first one last.
    /// @param leaves n leaf hashes.
    function root(bytes32[] memory leaves) internal pure returns (bytes32) {
        uint256 n = leaves.length;
        if (n == 0) return 0;
        bytes32[] memory nodes = new bytes32[](2 * n - 1);
        for (uint256 i = 0; i < n; ++i) {
            nodes[2 * n - 2 - i] = leaves[i];
        }
        for (uint256 i = n - 1; i > 0; --i) {
            nodes[i - 1] = Hashes.commutativeKeccak256(nodes[2 * i - 1], nodes[2 * i]);
        }
        return nodes[0];
    }
}
