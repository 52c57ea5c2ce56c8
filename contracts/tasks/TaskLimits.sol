// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IScorer} from "../interfaces/IScorer.sol";
import {ITaskRegistry} from "../interfaces/ITaskRegistry.sol";
import {Shape} from "../types/Scoring.sol";
import {Policy, TaskSpec, TaskTerms} from "../types/Task.sol";
import {TaskMoney} from "./TaskMoney.sol";

/// @title What a task may ask for, so that it can always be settled in one transaction.
library TaskLimits {
    /// @dev Arbitrum's sequencer takes transactions of 95,000 bytes.
    uint256 internal constant MAX_SETTLE_CALLDATA = 90_000;

    /// @dev One transaction may use 16,777,216 gas on opBNB.
    uint256 internal constant MAX_SETTLE_GAS = 15_000_000;

    /// @dev Bytes of one row in the call that settles: nullifier, payout, relayer, fee, role, level.
    uint256 internal constant ROW_BYTES = 90;

    uint256 internal constant MIN_QUOTA = 3;

    /// @dev The claims of a task are bits of one word, and one of them says that it is settled.
    uint256 internal constant MAX_ROWS = 254;

    /// @dev Reviewers get at most half of a pool.
    uint256 internal constant MAX_REVIEWER_BPS = 5_000;

    /// @dev Measured cost of settling apart from the scorer, rounded up: per task, per row, per item, per byte of answers.
    uint256 private constant GAS_BASE = 320_000;
    uint256 private constant GAS_PER_ROW = 6_000;
    uint256 private constant GAS_PER_ITEM = 80;
    uint256 private constant GAS_PER_BYTE = 18;

    /// @dev The same of `Reviews.resolve`: per task, per row, per byte of answers; per reviewer, whose whole stake may have
    /// to be moved; per item; per item and reviewer; per item and two reviewers, or one and itself, who answered it.
    /// Measured: a row at most 2,040 (1,440 of it calldata without a single zero), a byte 16.2, a reviewer at most 73,000
    /// (slashed out of what leaves, votes delegated on both sides), an item with R answers 1,200 + 610 R + 300 R² at most.
    uint256 private constant RESOLVE_BASE = 120_000;
    uint256 private constant RESOLVE_PER_ROW = 2_500;
    uint256 private constant RESOLVE_PER_BYTE = 18;
    uint256 private constant RESOLVE_PER_REVIEWER = 90_000;
    uint256 private constant RESOLVE_PER_ITEM = 2_400;
    uint256 private constant RESOLVE_PER_CELL = 150;
    uint256 private constant RESOLVE_PER_PAIR = 420;

    /// @notice Reverts unless the terms are within their bounds and the task can be settled.
    /// @param tau Protocol time in seconds.
    function check(TaskTerms calldata terms, TaskSpec calldata spec, Policy memory policy, uint40 tau) internal view {
        _within("quota", terms.quota, MIN_QUOTA, MAX_ROWS);
        _within("items", terms.items, 1, type(uint16).max);
        _within("classes", terms.classes, terms.classes == 0 ? 0 : 2, 254);
        _within("pool", terms.pool, terms.quota, type(uint96).max);
        _within("minLevel", terms.minLevel, 1, 10);
        _within("commitDeadline", terms.commitDeadline, tau + policy.minCommitDuration, tau + 90 days);
        _within("revealDuration", terms.revealDuration, policy.minRevealDuration, 90 days);
        _within("decimals", spec.decimals, 0, terms.classes == 0 ? 9 : 0);
        uint256 place = _requireReviewers(terms, spec, policy);
        _within("bond", terms.bond, (place + 9) / 10, type(uint96).max);

        uint256 size = settleCalldata(terms, spec);
        require(size <= MAX_SETTLE_CALLDATA, ITaskRegistry.TaskCalldataTooLarge(size, MAX_SETTLE_CALLDATA));
        uint256 gas = Math.max(settleGas(terms, spec, policy), resolveGas(terms, spec));
        require(gas <= MAX_SETTLE_GAS, ITaskRegistry.TaskGasTooLarge(gas, MAX_SETTLE_GAS));
    }

    /// @notice Bytes of one answer sheet.
    function rowBytes(uint256 items, uint256 classes) internal pure returns (uint256) {
        return classes == 0 ? 4 * items : items;
    }

    /// @notice Exact calldata of `Settlement.settle` with every place revealed, in bytes.
    function settleCalldata(TaskTerms calldata terms, TaskSpec calldata spec) internal pure returns (uint256) {
        uint256 row = rowBytes(terms.items, terms.classes);
        uint256 head = 4 + 6 * 32;
        uint256 opened = 11 * 32 + _padded(bytes(spec.cid).length);
        uint256 rows = uint256(terms.quota) + spec.reviewerPlaces;
        uint256 sheets = 2 * 32 + _padded(ROW_BYTES * rows) + _padded(row * rows);
        uint256 gold = 3 * 32 + (spec.goldHash == 0 ? 0 : _padded(row));
        uint256 model = 3 * 32 + (spec.modelHash == 0 ? 0 : _padded(row));
        return head + opened + sheets + gold + model;
    }

    /// @notice Upper bound of the gas of `Settlement.settle` with every place revealed.
    function settleGas(
        TaskTerms calldata terms,
        TaskSpec calldata spec,
        Policy memory policy
    ) internal view returns (uint256) {
        uint256 rows = uint256(terms.quota) + spec.reviewerPlaces + (spec.modelHash == 0 ? 0 : 1);
        uint256 sent = rows + (spec.goldHash == 0 ? 0 : 1);
        IScorer scorer = IScorer(terms.classes == 0 ? policy.numericScorer : policy.categoricalScorer);
        return
            scorer.gasBound(shapeOf(terms, spec), rows) +
            GAS_BASE +
            GAS_PER_ROW * rows +
            GAS_PER_ITEM * terms.items +
            GAS_PER_BYTE * (sent * rowBytes(terms.items, terms.classes) + bytes(spec.cid).length);
    }

    /// @notice Upper bound of the gas of `Reviews.resolve` with every place revealed and every reviewer slashed; 0 for a
    /// task without reviewers.
    /// @dev Where calldata has a floor price (EIP-7623), a transaction of 90,000 bytes may be charged 3.7M gas for it in
    /// place of this, which is well below the limit.
    function resolveGas(TaskTerms calldata terms, TaskSpec calldata spec) internal pure returns (uint256) {
        uint256 reviewers = spec.reviewerPlaces;
        if (reviewers == 0) return 0;
        uint256 rows = terms.quota + reviewers;
        uint256 sheets = (rows + 1) * rowBytes(terms.items, terms.classes);
        return
            RESOLVE_BASE +
            RESOLVE_PER_ROW * rows +
            RESOLVE_PER_BYTE * (sheets + bytes(spec.cid).length) +
            RESOLVE_PER_REVIEWER * reviewers +
            RESOLVE_PER_ITEM * terms.items +
            RESOLVE_PER_CELL * terms.items * reviewers +
            RESOLVE_PER_PAIR * spec.reviewerItems * reviewers * reviewers;
    }

    /// @notice The answer matrix that the terms and the spec declare.
    function shapeOf(TaskTerms calldata terms, TaskSpec calldata spec) internal pure returns (Shape memory) {
        return Shape(terms.items, terms.classes, spec.minimum, spec.maximum);
    }

    /// @dev Checks the terms of reviewers and that no place of anybody is for free.
    /// @return place A contributor's place in units of the token, rounded down.
    function _requireReviewers(
        TaskTerms calldata terms,
        TaskSpec calldata spec,
        Policy memory policy
    ) private pure returns (uint256 place) {
        uint256 places = spec.reviewerPlaces;
        bool none = places == 0;
        _within("reviewerPlaces", places, 0, policy.reviewerStake == 0 ? 0 : MAX_ROWS - terms.quota);
        _within("reviewerItems", spec.reviewerItems, none ? 0 : 1, none ? 0 : terms.items);
        _within("reviewerBps", spec.reviewerBps, none ? 0 : 1, none ? 0 : MAX_REVIEWER_BPS);
        bool numeric = !none && terms.classes == 0;
        _within("reviewerTolerance", spec.reviewerTolerance, 0, numeric ? type(uint32).max : 0);
        uint256 share = TaskMoney.reviewerPool(terms.pool, spec.reviewerBps);
        if (!none) _within("reviewerPlace", share / places, 1, type(uint96).max);
        place = (terms.pool - share) / terms.quota;
        _within("place", place, 1, type(uint96).max);
    }

    function _padded(uint256 length) private pure returns (uint256) {
        return (length + 31) & ~uint256(31);
    }

    function _within(bytes32 parameter, uint256 value, uint256 least, uint256 most) private pure {
        require(value >= least && value <= most, ITaskRegistry.TermsOutOfBounds(parameter, value, least, most));
    }
}
