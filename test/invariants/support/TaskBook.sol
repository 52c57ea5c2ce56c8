// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Pay, PayTerms} from "../../../contracts/scoring/Pay.sol";
import {Verdicts} from "../../../contracts/scoring/Verdicts.sol";
import {Subsets} from "../../../contracts/tasks/Subsets.sol";
import {PayoutTree} from "../../../contracts/tasks/PayoutTree.sol";
import {TaskMoney} from "../../../contracts/tasks/TaskMoney.sol";
import {Shape, Verdict} from "../../../contracts/types/Scoring.sol";
import {
    Ending,
    PayoutLeaf,
    Phase,
    SealedRow,
    Task,
    TaskId,
    TaskSpec,
    TaskTerms
} from "../../../contracts/types/Task.sol";
import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {TaskWorld} from "./TaskWorld.sol";

/// @title What the harness remembers of tasks, and what follows for their money.
abstract contract TaskBook is TaskWorld {
    using Verdicts for Verdict;

    struct Sheet {
        uint256 nullifier;
        address owner;
        address payout;
        address relayer;
        uint128 fee;
        bool reviews;
        bool revealed;
        bytes answers;
    }

    uint256 internal constant MAX_TASKS = 4;
    uint16 internal constant ITEMS = 5;
    uint256 internal constant STAKE_PER_REVIEW = 1e18;
    bytes internal constant GOLD = hex"0100000000";
    bytes internal constant MODEL = hex"0102010201";
    bytes32 internal constant SALT = bytes32(uint256(7));

    mapping(uint256 id => Sheet[] sheets) internal _sheets;
    mapping(uint256 id => uint256[] indices) internal _order;
    mapping(uint256 id => TaskSpec spec) internal _specs;
    mapping(uint256 id => Phase phase) internal _seen;

    /// @notice Whether the task was settled.
    function isSettled(TaskId id) public view returns (bool) {
        return REGISTRY.taskOf(id).ending == Ending.Settled;
    }

    /// @notice How many sheets the harness saw committed and revealed, and how many of them were reviewers'.
    function counted(
        TaskId id
    ) external view returns (uint256 commits, uint256 reveals, uint256 reviews, uint256 reviewReveals) {
        Sheet[] storage sheets = _sheets[TaskId.unwrap(id)];
        (commits, reveals) = (sheets.length, _order[TaskId.unwrap(id)].length);
        for (uint256 i = 0; i < commits; ++i) {
            if (!sheets[i].reviews) continue;
            ++reviews;
            if (sheets[i].revealed) ++reviewReveals;
        }
    }

    /// @notice AGT that the reviews of `reviewer` have to hold: those not revealed until they are forfeited, the others
    /// until they are resolved.
    function heldOf(address reviewer) external view returns (uint256 held) {
        for (uint256 id = 1; id <= REGISTRY.taskCount(); ++id) {
            TaskId task = TaskId.wrap(id);
            if (REVIEWS.isOpen(task, reviewer)) held += STAKE_PER_REVIEW;
            if (REVIEWS.isResolved(task)) continue;
            for (uint256 i = 0; i < _sheets[id].length; ++i) {
                Sheet storage sheet = _sheets[id][i];
                if (sheet.reviews && sheet.revealed && sheet.owner == reviewer) held += STAKE_PER_REVIEW;
            }
        }
    }

    /// @notice The call that resolves the reviews of a settled task.
    function resolveCall(TaskId id) public view returns (bytes memory) {
        uint256 key = TaskId.unwrap(id);
        return abi.encodeCall(REVIEWS.resolve, (id, _specs[key], _rows(key), _matrix(key), SealedRow(GOLD, SALT)));
    }

    /// @notice What the registry has to hold for a task: escrow, and bonds less the fees paid out of them.
    function escrowOf(TaskId id) external view returns (uint256) {
        Task memory task = REGISTRY.taskOf(id);
        if (task.ending != Ending.None) return 0;
        uint256 fees = 0;
        uint256[] storage order = _order[TaskId.unwrap(id)];
        for (uint256 i = 0; i < order.length; ++i) {
            fees += _sheets[TaskId.unwrap(id)][order[i]].fee;
        }
        return TaskMoney.held(task, _policy()) + TaskMoney.forfeitedBonds(task, fees);
    }

    /// @notice What a settled task pays in all, and what of it was not claimed.
    function claimsOf(TaskId id) external view returns (uint256 all, uint256 unclaimed) {
        if (!isSettled(id)) return (0, 0);
        PayoutLeaf[] memory leaves = _leaves(id);
        for (uint256 i = 0; i < leaves.length; ++i) {
            all += leaves[i].amount;
            if (!SETTLEMENT.isClaimed(id, i)) unclaimed += leaves[i].amount;
        }
    }

    /// @notice The call that settles a task with what was revealed.
    function settleCall(TaskId id) public view returns (bytes memory) {
        uint256 key = TaskId.unwrap(id);
        SealedRow[2] memory opened = [SealedRow(GOLD, SALT), SealedRow(MODEL, SALT)];
        return abi.encodeCall(SETTLEMENT.settle, (id, _specs[key], _rows(key), _matrix(key), opened[0], opened[1]));
    }

    /// @notice The call that claims leaf `index` of a settled task.
    function claimCall(TaskId id, uint256 index) public view returns (bytes memory) {
        PayoutLeaf[] memory leaves = _leaves(id);
        uint256 n = leaves.length;
        bytes32[] memory nodes = new bytes32[](2 * n - 1);
        for (uint256 i = 0; i < n; ++i) {
            nodes[2 * n - 2 - i] = PayoutTree.hashOf(leaves[i]);
        }
        for (uint256 i = n - 1; i > 0; --i) {
            nodes[i - 1] = Hashes.commutativeKeccak256(nodes[2 * i - 1], nodes[2 * i]);
        }
        uint256 depth = 0;
        for (uint256 up = 2 * n - 2 - index; up > 0; up = (up - 1) / 2) {
            ++depth;
        }
        bytes32[] memory proof = new bytes32[](depth);
        uint256 node = 2 * n - 2 - index;
        for (uint256 i = 0; i < depth; ++i) {
            proof[i] = nodes[node % 2 == 0 ? node - 1 : node + 1];
            node = (node - 1) / 2;
        }
        return abi.encodeCall(SETTLEMENT.claim, (REGISTRY.taskOf(id).token, leaves[index], proof));
    }

    function _draw(uint256 seed) internal view returns (TaskTerms memory terms, TaskSpec memory spec) {
        terms.token = _token(seed);
        terms.quota = uint8(3 + ((seed >> 8) % 3));
        terms.pool = uint128(terms.quota + ((seed >> 16) % 1e20));
        (terms.classes, terms.items, terms.minLevel) = (2, ITEMS, 1);
        terms.commitDeadline = CLOCK.time() + 60 + uint40((seed >> 96) % 240);
        terms.revealDuration = uint32(60 + ((seed >> 112) % 240));
        terms.bond = uint128((terms.pool / terms.quota + 9) / 10 + ((seed >> 128) % 1e18));
        if ((seed >> 6) % 4 > 0 && terms.pool > 1e4) {
            (spec.reviewerPlaces, spec.reviewerItems) = (
                uint8(1 + ((seed >> 160) % 3)),
                uint16(1 + ((seed >> 168) % ITEMS))
            );
            spec.reviewerBps = uint16(1 + ((seed >> 176) % 5_000));
        }
        if ((seed >> 4) % 2 == 0) spec.goldHash = keccak256(abi.encode(SALT, keccak256(GOLD)));
        if ((seed >> 5) % 2 == 0) spec.modelHash = keccak256(abi.encode(SALT, keccak256(MODEL)));
    }

    function _token(uint256 seed) internal view returns (address) {
        return seed % 2 == 0 ? address(AIA) : address(TRICK);
    }

    function _pick(uint256 seed) internal view returns (TaskId) {
        uint256 count = REGISTRY.taskCount();
        return TaskId.wrap(count == 0 ? 0 : 1 + (seed % count));
    }

    function _answers(uint256 seed) internal pure returns (bytes memory answers) {
        answers = new bytes(ITEMS);
        for (uint256 i = 0; i < ITEMS; ++i) {
            answers[i] = bytes1(uint8((seed >> (8 * i)) % 4));
        }
    }

    /// @dev Leaves out what is not of a reviewer's part, but sometimes not.
    function _part(TaskId id, address reviewer, uint256 seed) internal view returns (bytes memory answers) {
        answers = _answers(seed);
        if (seed % 8 == 0) return answers;
        uint256 count = REGISTRY.taskOf(id).reviewerItems;
        (uint256 item, uint256 distance) = Subsets.progressionOf(
            Subsets.seedOf(address(REGISTRY), id, reviewer),
            ITEMS
        );
        for (uint256 j = 0; j < ITEMS; ++j) {
            if (j >= count) answers[item] = 0;
            item = (item + distance) % ITEMS;
        }
    }

    function _rows(uint256 key) private view returns (bytes memory rows) {
        for (uint256 i = 0; i < _order[key].length; ++i) {
            Sheet storage sheet = _sheets[key][_order[key][i]];
            (uint8 role, uint8 level) = sheet.reviews ? (1, 0) : (0, 1);
            rows = bytes.concat(
                rows,
                abi.encodePacked(sheet.nullifier, sheet.payout, sheet.relayer, sheet.fee, role, level)
            );
        }
    }

    function _matrix(uint256 key) private view returns (bytes memory answers) {
        for (uint256 i = 0; i < _order[key].length; ++i) {
            answers = bytes.concat(answers, _sheets[key][_order[key][i]].answers);
        }
    }

    function _leaves(TaskId id) private view returns (PayoutLeaf[] memory leaves) {
        uint256 key = TaskId.unwrap(id);
        Task memory task = REGISTRY.taskOf(id);
        uint256 n = _order[key].length;
        leaves = new PayoutLeaf[](n);
        if (n == 0) return leaves;
        bool known = _specs[key].goldHash != 0 && !task.goldPending;
        bool guessed = _specs[key].modelHash != 0 && !task.modelPending;
        bytes memory kinds = new bytes(n + (guessed ? 1 : 0));
        uint256 contributions = n;
        for (uint256 i = 0; i < n; ++i) {
            if (!_sheets[key][_order[key][i]].reviews) continue;
            kinds[i] = 0x01;
            --contributions;
        }
        if (guessed) kinds[n] = 0x02;
        bytes memory answers = bytes.concat(_matrix(key), guessed ? MODEL : bytes(""));
        (, , Verdict[] memory verdicts) = SCORER.score(Shape(ITEMS, 2, 0, 0), kinds, answers, known ? GOLD : bytes(""));
        bool confirmed = known || contributions >= 3;
        uint256 share = TaskMoney.reviewerPool(task.pool, _specs[key].reviewerBps);
        (uint256[] memory payouts, , ) = Pay.split(
            PayTerms(task.pool - share, task.quota, ITEMS, 0, confirmed),
            kinds,
            verdicts
        );
        if (task.reviewerPlaces > 0) {
            PayTerms memory terms = PayTerms(share, task.reviewerPlaces, task.reviewerItems, 1, confirmed);
            (uint256[] memory reviewers, , ) = Pay.split(terms, kinds, verdicts);
            for (uint256 i = 0; i < n; ++i) {
                payouts[i] += reviewers[i];
            }
        }
        uint16 experience = TaskMoney.experience(task, _policy());
        for (uint256 i = 0; i < n; ++i) {
            Sheet storage sheet = _sheets[key][_order[key][i]];
            uint16 earned = verdicts[i].valid() && !sheet.reviews ? experience : 0;
            leaves[i] = PayoutLeaf(id, i, sheet.nullifier, sheet.payout, payouts[i], earned, 0);
        }
    }
}
