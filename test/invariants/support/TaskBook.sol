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

    /// @notice How often the actors got somewhere: what a campaign without it would not show.
    struct Reach {
        uint256 published;
        uint256 cancelled;
        uint256 committed;
        uint256 committedInBatch;
        uint256 opened;
        uint256 revealed;
        uint256 revealedInBatch;
        uint256 settled;
        uint256 settledWithSheets;
        uint256 settledNumbers;
        uint256 claimed;
        uint256 claimedInBatch;
        uint256 reviewed;
        uint256 reviewsRevealed;
        uint256 resolved;
        uint256 forfeited;
        uint256 withdrawn;
        uint256 callbacks;
        uint256 pauses;
    }

    uint256 internal constant MAX_OPEN = 4;
    uint256 internal constant MAX_TASKS = 32;
    uint16 internal constant ITEMS = 5;
    uint256 internal constant STAKE_PER_REVIEW = 1e18;
    bytes internal constant GOLD = hex"0100000000";
    bytes internal constant MODEL = hex"0102010201";
    bytes internal constant GOLD_NUMBERS = hex"0000000580000000800000008000000080000000";
    bytes internal constant MODEL_NUMBERS = hex"00000005000000090000000cfffffff380000000";
    bytes32 internal constant SALT = bytes32(uint256(7));

    mapping(uint256 id => Sheet[] sheets) internal _sheets;
    mapping(uint256 id => uint256[] indices) internal _order;
    mapping(uint256 id => TaskSpec spec) internal _specs;
    mapping(uint256 id => Phase phase) internal _seen;
    mapping(uint256 id => uint256[] amounts) private _pay;
    Reach internal _reach;

    /// @notice Units of the hostile token that it kept from the settlement.
    uint256 public keptFromSettlement;

    /// @notice How often the actors got somewhere.
    function reach() external view returns (Reach memory reached) {
        reached = _reach;
        reached.callbacks = TRICK.callbacks();
    }

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
        (bytes memory gold, ) = _known(id);
        return abi.encodeCall(REVIEWS.resolve, (id, _specs[key], _rows(key), _matrix(key), SealedRow(gold, SALT)));
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
        uint256[] storage amounts = _pay[TaskId.unwrap(id)];
        for (uint256 i = 0; i < amounts.length; ++i) {
            all += amounts[i];
            if (!SETTLEMENT.isClaimed(id, i)) unclaimed += amounts[i];
        }
    }

    /// @notice The call that settles a task with what was revealed.
    function settleCall(TaskId id) public view returns (bytes memory) {
        uint256 key = TaskId.unwrap(id);
        (bytes memory gold, bytes memory model) = _known(id);
        SealedRow[2] memory opened = [SealedRow(gold, SALT), SealedRow(model, SALT)];
        return abi.encodeCall(SETTLEMENT.settle, (id, _specs[key], _rows(key), _matrix(key), opened[0], opened[1]));
    }

    /// @notice The call that claims leaf `index` of a settled task.
    function claimCall(TaskId id, uint256 index) public view returns (bytes memory) {
        PayoutLeaf[] memory leaves = _leaves(id);
        return abi.encodeCall(SETTLEMENT.claim, (REGISTRY.taskOf(id).token, leaves[index], _path(leaves, index)));
    }

    /// @notice The call that claims all leaves of a settled task.
    function claimBatchCall(TaskId id) public view returns (bytes memory) {
        PayoutLeaf[] memory leaves = _leaves(id);
        bytes32[][] memory paths = new bytes32[][](leaves.length);
        for (uint256 i = 0; i < leaves.length; ++i) {
            paths[i] = _path(leaves, i);
        }
        return abi.encodeCall(SETTLEMENT.claimBatch, (REGISTRY.taskOf(id).token, leaves, paths));
    }

    function _path(PayoutLeaf[] memory leaves, uint256 index) private pure returns (bytes32[] memory proof) {
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
        proof = new bytes32[](depth);
        uint256 node = 2 * n - 2 - index;
        for (uint256 i = 0; i < depth; ++i) {
            proof[i] = nodes[node % 2 == 0 ? node - 1 : node + 1];
            node = (node - 1) / 2;
        }
    }

    /// @dev Writes down what a task that was just settled pays.
    function _book(TaskId id) internal {
        PayoutLeaf[] memory leaves = _leaves(id);
        for (uint256 i = 0; i < leaves.length; ++i) {
            _pay[TaskId.unwrap(id)].push(leaves[i].amount);
        }
    }

    function _isFull() internal view returns (bool) {
        uint256 count = REGISTRY.taskCount();
        uint256 open = 0;
        for (uint256 id = 1; id <= count; ++id) {
            if (_seen[id] < Phase.Settled) ++open;
        }
        return open == MAX_OPEN || count == MAX_TASKS;
    }

    function _draw(uint256 seed) internal view returns (TaskTerms memory terms, TaskSpec memory spec) {
        terms.token = _token(seed);
        terms.quota = uint8(3 + ((seed >> 8) % 3));
        terms.pool = uint128(terms.quota + ((seed >> 16) % 1e20));
        (terms.classes, terms.items, terms.minLevel) = (2, ITEMS, 1);
        if ((seed >> 6) % 3 == 0) (terms.classes, spec.minimum, spec.maximum) = (0, -100, 100);
        terms.commitDeadline = CLOCK.time() + 60 + uint40((seed >> 96) % 2_000);
        terms.revealDuration = uint32(60 + ((seed >> 112) % 3_000));
        terms.bond = uint128((terms.pool / terms.quota + 9) / 10 + ((seed >> 128) % 1e18));
        if ((seed >> 184) % 4 > 0 && terms.pool > 1e4) {
            (spec.reviewerPlaces, spec.reviewerItems) = (
                uint8(1 + ((seed >> 160) % 3)),
                uint16(1 + ((seed >> 168) % ITEMS))
            );
            spec.reviewerBps = uint16(1 + ((seed >> 176) % 5_000));
        }
        (bytes memory gold, bytes memory model) = _knownOf(terms.classes);
        if ((seed >> 4) % 2 == 0) spec.goldHash = keccak256(abi.encode(SALT, keccak256(gold)));
        if ((seed >> 5) % 2 == 0) spec.modelHash = keccak256(abi.encode(SALT, keccak256(model)));
    }

    /// @dev Gold and predictions of a task.
    function _known(TaskId id) internal view returns (bytes memory gold, bytes memory model) {
        return _knownOf(REGISTRY.taskOf(id).classes);
    }

    function _knownOf(uint256 classes) private pure returns (bytes memory gold, bytes memory model) {
        return classes == 0 ? (GOLD_NUMBERS, MODEL_NUMBERS) : (GOLD, MODEL);
    }

    function _token(uint256 seed) internal view returns (address) {
        return seed % 2 == 0 ? address(AIA) : address(TRICK);
    }

    /// @dev One of the latest tasks.
    function _pick(uint256 seed) internal view returns (TaskId) {
        uint256 count = REGISTRY.taskCount();
        uint256 latest = count < MAX_OPEN + 1 ? count : MAX_OPEN + 1;
        return TaskId.wrap(count == 0 ? 0 : count - (seed % latest));
    }

    /// @dev A task in `phase` if one of the latest is, for three of four seeds.
    function _pickIn(Phase phase, uint256 seed) internal view returns (TaskId id) {
        id = _pick(seed);
        if ((seed >> 200) % 4 == 0) return id;
        uint256 count = REGISTRY.taskCount();
        for (uint256 i = 0; i <= MAX_OPEN && i < count; ++i) {
            if (_seen[count - i] == phase) return TaskId.wrap(count - i);
        }
    }

    /// @dev Classes 0 to 3 of two, or numbers some of which are out of bounds.
    function _answers(TaskId id, uint256 seed) internal view returns (bytes memory answers) {
        bool numeric = REGISTRY.taskOf(id).classes == 0;
        for (uint256 i = 0; i < ITEMS; ++i) {
            int32 number = int32(uint32((seed >> (8 * i)) % 256)) - 120;
            answers =
                numeric
                    ? bytes.concat(answers, bytes4(uint32(number)))
                    : bytes.concat(answers, bytes1(uint8((seed >> (8 * i)) % 4)));
        }
    }

    /// @dev Leaves out what is not of a reviewer's part, but sometimes not.
    function _part(TaskId id, address reviewer, uint256 seed) internal view returns (bytes memory answers) {
        answers = _answers(id, seed);
        if (seed % 8 == 0) return answers;
        Task memory task = REGISTRY.taskOf(id);
        uint256 count = task.reviewerItems;
        (uint256 item, uint256 distance) = Subsets.progressionOf(
            Subsets.seedOf(address(REGISTRY), id, task.specHash, reviewer),
            ITEMS
        );
        for (uint256 j = 0; j < ITEMS; ++j) {
            if (j >= count) _skip(answers, item);
            item = (item + distance) % ITEMS;
        }
    }

    function _skip(bytes memory answers, uint256 item) private pure {
        if (answers.length == ITEMS) answers[item] = 0;
        else for (uint256 i = 0; i < 4; ++i) answers[4 * item + i] = i == 0 ? bytes1(0x80) : bytes1(0);
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
        (bytes memory gold, bytes memory model) = _known(id);
        bytes memory answers = bytes.concat(_matrix(key), guessed ? model : bytes(""));
        Shape memory shape = Shape(ITEMS, task.classes, _specs[key].minimum, _specs[key].maximum);
        (, , Verdict[] memory verdicts) = SCORER.score(shape, kinds, answers, known ? gold : bytes(""));
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
