// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Disagreements} from "../../../contracts/tasks/Disagreements.sol";
import {Subsets} from "../../../contracts/tasks/Subsets.sol";
import {TaskId} from "../../../contracts/types/Task.sol";

/// @title The internal libraries of reviews, callable one by one.
contract ReviewLibraries {
    function seedOf(
        address registry,
        TaskId taskId,
        bytes32 specHash,
        address reviewer
    ) external view returns (uint256) {
        return Subsets.seedOf(registry, taskId, specHash, reviewer);
    }

    function progressionOf(uint256 seed, uint256 items) external pure returns (uint256 first, uint256 step) {
        return Subsets.progressionOf(seed, items);
    }

    function holds(
        uint256 seed,
        uint256 items,
        uint256 count,
        uint256 width,
        bytes memory answers
    ) external pure returns (bool) {
        return Subsets.holds(seed, items, count, width, answers);
    }

    function disagreements(
        Disagreements.Matrix memory matrix,
        bytes calldata answers,
        bytes memory gold
    ) external pure returns (uint256[] memory checked, uint256[] memory wrong) {
        return Disagreements.count(matrix, answers, gold);
    }
}
