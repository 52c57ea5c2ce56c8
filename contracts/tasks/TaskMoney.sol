// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Policy, Task} from "../types/Task.sol";

/// @title What a task costs and holds, in units of its token.
library TaskMoney {
    uint256 private constant BPS = 10_000;

    /// @notice Protocol fee on top of a pool, rounded up.
    function protocolFee(uint256 pool, Policy memory policy) internal pure returns (uint256) {
        return Math.ceilDiv(pool * policy.feeBps, BPS);
    }

    /// @notice The reviewers' part of a pool, rounded down; contributors share the rest.
    function reviewerPool(uint256 pool, uint256 reviewerBps) internal pure returns (uint256) {
        return (pool * reviewerBps) / BPS;
    }

    /// @notice Number of contributors' sheets that were revealed.
    function contributions(Task memory task) internal pure returns (uint256) {
        return task.reveals - task.reviewReveals;
    }

    /// @notice Deposit for one hash that the requester promises to open, rounded up.
    function hashDeposit(uint256 pool, Policy memory policy) internal pure returns (uint256) {
        return Math.ceilDiv(pool * policy.depositBps, BPS);
    }

    /// @notice Pool, fee and deposits that the registry holds for an open task, bonds apart.
    function held(Task memory task, Policy memory policy) internal pure returns (uint256) {
        uint256 pending = (task.goldPending ? 1 : 0) + (task.modelPending ? 1 : 0);
        return task.pool + protocolFee(task.pool, policy) + pending * hashDeposit(task.pool, policy);
    }

    /// @notice Bonds of commits that were never revealed, less the relayer fees paid out of them. Reviewers post none.
    /// @param revealedFees Sum of the relayer fees of all revealed sheets.
    function forfeitedBonds(Task memory task, uint256 revealedFees) internal pure returns (uint256) {
        return (task.commits - contributions(task)) * task.bond - (task.relayerFees - revealedFees);
    }

    /// @notice The protocol fee as far as places were revealed, and the rest, rounded down, for the requester. The fee of
    /// the reviewers' part of the pool follows reviewers or contributors, whoever revealed more of their places: reviews
    /// are not free of it, and what contributors gain in experience is always paid for.
    function splitFee(
        Task memory task,
        Policy memory policy,
        uint256 reviewerBps
    ) internal pure returns (uint256 earned, uint256 unearned) {
        uint256 fee = protocolFee(task.pool, policy);
        uint256 ofReviewers = reviewerPool(fee, reviewerBps);
        (uint256 quota, uint256 missing) = (task.quota, task.quota - contributions(task));
        unearned = ((fee - ofReviewers) * missing) / quota;
        if (ofReviewers > 0) {
            uint256 hidden = task.reviewerPlaces - task.reviewReveals;
            unearned += Math.min((ofReviewers * missing) / quota, (ofReviewers * hidden) / task.reviewerPlaces);
        }
        earned = fee - unearned;
    }

    /// @notice Share of the earned fee for whoever settles, rounded down.
    function settlerFee(uint256 earned, Policy memory policy) internal pure returns (uint256) {
        return (earned * policy.settlerFeeBps) / BPS;
    }

    /// @notice Experience of each valid sheet: what its place's fee pays for, rounded down to 1, 2 or 5 × 10^n, so that
    /// amounts come in few sizes and do not tell tasks apart.
    function experience(Task memory task, Policy memory policy) internal pure returns (uint16 size) {
        if (policy.experienceUnit == 0) return 0;
        uint256 points = protocolFee(task.pool, policy) / policy.experienceUnit / task.quota;
        uint256 decade = 1;
        while (points / decade >= 10 && decade < 10_000) decade *= 10;
        uint256 digit = points / decade;
        if (digit == 0) return 0;
        uint256 step =
            digit >= 5
                ? 5
                : digit >= 2
                    ? 2
                    : 1;
        return uint16(step * decade);
    }
}
