// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {TaskId} from "../types/Task.sol";

/// @title The items that a reviewer answers: a part of the task's that follows from task, spec and reviewer.
/// @notice They are `(first + j · step) mod items` for j = 0, 1, … with `step` coprime to `items`, so that all differ;
/// each item is among them with the same probability.
library Subsets {
    /// @notice What the items of `reviewer` follow from. The numbers of coming tasks are known; their specs are not, so
    /// that nobody stakes with an address searched for its items.
    /// @param registry Address of the task registry.
    /// @param specHash Hash of the spec that the task was published with.
    function seedOf(
        address registry,
        TaskId taskId,
        bytes32 specHash,
        address reviewer
    ) internal view returns (uint256) {
        return uint256(keccak256(abi.encode(block.chainid, registry, taskId, specHash, reviewer)));
    }

    /// @notice First item and distance of the next, from the two halves of `seed`. The step is the first number at or
    /// above a random one that is coprime to `items`, counting on from 1 after `items`.
    /// @param items Number of items, at least 1.
    function progressionOf(uint256 seed, uint256 items) internal pure returns (uint256 first, uint256 step) {
        first = (seed >> 128) % items;
        step = 1 + (uint128(seed) % items);
        while (_gcd(step, items) != 1) step = (step % items) + 1;
    }

    /// @notice Whether `answers` leaves every item out that is not among the `count` of the subset.
    /// @dev Skips the subset's items in a copy, which then has to be blank, word by word.
    /// @param width Bytes of an answer: 1 for classes (0 skips), 4 for numbers (type(int32).min skips).
    function holds(
        uint256 seed,
        uint256 items,
        uint256 count,
        uint256 width,
        bytes memory answers
    ) internal pure returns (bool blank) {
        (uint256 item, uint256 step) = progressionOf(seed, items);
        bytes32 skipped =
            width == 1
                ? bytes32(0)
                : bytes32(hex"80000000_80000000_80000000_80000000_80000000_80000000_80000000_80000000");
        blank = true;
        assembly ("memory-safe") {
            let start := add(answers, 32)
            for {} count {} {
                count := sub(count, 1)
                let answer := add(start, mul(item, width))
                mstore8(answer, byte(0, skipped))
                if eq(width, 4) {
                    mstore8(add(answer, 1), 0)
                    mstore8(add(answer, 2), 0)
                    mstore8(add(answer, 3), 0)
                }
                item := add(item, step)
                if iszero(lt(item, items)) {
                    item := sub(item, items)
                }
            }
            let end := add(start, mul(items, width))
            for {} lt(start, end) {
                start := add(start, 32)
            } {
                let difference := xor(mload(start), skipped)
                let left := sub(end, start)
                if lt(left, 32) {
                    difference := shr(shl(3, sub(32, left)), difference)
                }
                if difference {
                    blank := 0
                    break
                }
            }
        }
    }

    function _gcd(uint256 a, uint256 b) private pure returns (uint256) {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
