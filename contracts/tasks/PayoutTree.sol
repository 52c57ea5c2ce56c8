// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Verdict} from "../types/Scoring.sol";
import {PayoutLeaf, TaskId} from "../types/Task.sol";

/// @title The Merkle tree of a task's payouts.
/// @notice Nodes are sorted pairs and leaves are hashed twice, as OpenZeppelin's `MerkleProof` and its JavaScript
/// `SimpleMerkleTree` (without sorting of leaves) expect.
library PayoutTree {
    /// @dev `Rows.SIZE`, and the bit of a verdict that says valid: assembly reads no constants of others.
    uint256 private constant ROW_BYTES = 90;
    uint256 private constant VALID_BIT = 40;

    /// @dev Where a row's last word begins, and the role within that word.
    uint256 private constant ROW_TAIL = 58;
    uint256 private constant ROLE_BYTE = 30;

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

    /// @notice Leaf hashes of a task's rows: the same as `hashOf` row by row, in one scratch buffer.
    /// @param rows Packed rows (see `Rows`), as many as there are payouts and verdicts.
    /// @param experience Experience of a contributor's valid sheet; reviewers gain none.
    function hashesOf(
        TaskId taskId,
        uint8 field,
        uint16 experience,
        bytes calldata rows,
        Verdict[] memory verdicts,
        uint256[] memory payouts
    ) internal pure returns (bytes32[] memory hashes) {
        hashes = new bytes32[](payouts.length);
        assembly ("memory-safe") {
            let leaf := mload(0x40)
            mstore(leaf, taskId)
            mstore(add(leaf, 192), field)
            let row := rows.offset
            let count := mload(payouts)
            for {
                let index := 0
            } lt(index, count) {
                index := add(index, 1)
                row := add(row, ROW_BYTES)
            } {
                let offset := add(32, shl(5, index))
                mstore(add(leaf, 32), index)
                mstore(add(leaf, 64), calldataload(row))
                mstore(add(leaf, 96), shr(96, calldataload(add(row, 32))))
                mstore(add(leaf, 128), mload(add(payouts, offset)))
                let valid := and(shr(VALID_BIT, mload(add(verdicts, offset))), 1)
                let role := byte(ROLE_BYTE, calldataload(add(row, ROW_TAIL)))
                mstore(add(leaf, 160), mul(experience, and(valid, iszero(role))))
                mstore(0, keccak256(leaf, 224))
                mstore(add(hashes, offset), keccak256(0, 32))
            }
        }
    }

    /// @notice Root over `leaves`, 0 for none.
    /// @dev A complete binary tree in an array: the children of node i are 2i + 1 and 2i + 2, and the leaves stand at
    /// the end, the first one last. The tree is built in memory that stays unreserved.
    /// @param leaves n leaf hashes.
    function root(bytes32[] memory leaves) internal pure returns (bytes32 root_) {
        uint256 n = leaves.length;
        if (n == 0) return 0;
        assembly ("memory-safe") {
            // Node i is at nodes + 32 * (i + 1): its children are at twice that distance, and in the word behind.
            let nodes := mload(0x40)
            let node := add(nodes, mul(64, n))
            for {
                let leaf := add(leaves, 32)
            } gt(node, add(nodes, mul(32, n))) {
                leaf := add(leaf, 32)
            } {
                node := sub(node, 32)
                mstore(node, mload(leaf))
            }
            for {
                let distance := mul(32, sub(n, 1))
            } distance {
                distance := sub(distance, 32)
            } {
                let pair := add(nodes, mul(2, distance))
                let left := mload(pair)
                let right := mload(add(pair, 32))
                let swapped := gt(left, right)
                mstore(shl(5, swapped), left)
                mstore(shl(5, iszero(swapped)), right)
                mstore(add(nodes, distance), keccak256(0, 64))
            }
            root_ := mload(add(nodes, 32))
        }
    }
}
