// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Commitments} from "../../../contracts/tasks/Commitments.sol";
import {Subsets} from "../../../contracts/tasks/Subsets.sol";
import {
    EligibilityProof,
    Opening,
    Phase,
    SheetCommit,
    SheetRole,
    Task,
    TaskId,
    TaskSpec,
    TaskTerms
} from "../../../contracts/types/Task.sol";
import {TrickToken} from "../../support/contracts/TrickToken.sol";
import {TaskBook} from "./TaskBook.sol";
import {VM} from "./Vm.sol";

/// @title What actors do with tasks, at random. What the protocol refuses is no failure; what it wrongly lets pass is
/// counted.
contract TaskHandler is TaskBook {
    /// @notice Forbidden transitions that went through; each must stay 0.
    uint256 public unprovenCommits;
    uint256 public repeatedCommits;
    uint256 public forgedReveals;
    uint256 public phasesBack;
    uint256 public lateCancels;
    uint256 public ownReviews;
    uint256 public foreignAnswers;

    /// @dev Whatever a step does, no task goes back to an earlier phase.
    modifier step() {
        VM.warp(_now);
        _;
        for (uint256 id = 1; id <= REGISTRY.taskCount(); ++id) {
            Phase phase = REGISTRY.phaseOf(TaskId.wrap(id));
            if (phase < _seen[id]) ++phasesBack;
            _seen[id] = phase;
        }
    }

    function publish(uint256 seed) external step {
        if (REGISTRY.taskCount() == MAX_TASKS) return;
        seed = _spread(seed);
        (TaskTerms memory terms, TaskSpec memory spec) = _draw(seed);
        address requester = actor(seed >> 240);
        VM.prank(requester);
        try REGISTRY.publish(terms, spec) returns (TaskId id) {
            _specs[TaskId.unwrap(id)] = spec;
        } catch {}
    }

    function cancel(uint256 seed) external step {
        TaskId id = _pick(seed);
        uint256 commits = _sheets[TaskId.unwrap(id)].length;
        VM.prank(actor(seed >> 8));
        try REGISTRY.cancel(id) {
            if (commits > 0) ++lateCancels;
        } catch {}
    }

    function commit(uint256 seed) external step {
        TaskId id = _pick(seed);
        uint256 key = TaskId.unwrap(id);
        Task memory task = REGISTRY.taskOf(id);
        Sheet memory sheet;
        sheet.nullifier = 1 + ((seed >> 8) % 6);
        sheet.owner = actor(seed >> 16);
        sheet.payout = actor(seed >> 24);
        if ((seed >> 32) % 2 == 0) (sheet.relayer, sheet.fee) = (sheet.owner, uint128((seed >> 40) % (task.bond + 1)));
        sheet.answers = _answers(seed >> 128);
        EligibilityProof memory proof;
        bool unproven = (seed >> 36) % 8 == 0;
        if (unproven) proof.points[0] = 1;
        SheetCommit memory sent = _clear(id, sheet);
        VM.prank(sheet.owner);
        try REGISTRY.commit(id, sent, proof, "") {
            if (unproven) ++unprovenCommits;
            for (uint256 i = 0; i < _sheets[key].length; ++i) {
                if (_sheets[key][i].nullifier == sheet.nullifier) ++repeatedCommits;
            }
            _sheets[key].push(sheet);
        } catch {}
    }

    function review(uint256 seed) external step {
        seed = _spread(seed);
        TaskId id = _pick(seed);
        uint256 key = TaskId.unwrap(id);
        Sheet memory sheet;
        sheet.owner = actor(seed >> 16);
        sheet.nullifier = uint160(sheet.owner);
        sheet.payout = actor(seed >> 24);
        sheet.reviews = true;
        sheet.answers = _part(id, sheet.owner, seed >> 128);
        bytes32 commitment = _clear(id, sheet).commitment;
        VM.prank(sheet.owner);
        try REVIEWS.commit(id, commitment) {
            for (uint256 i = 0; i < _sheets[key].length; ++i) {
                if (_sheets[key][i].nullifier == sheet.nullifier) ++repeatedCommits;
            }
            if (sheet.owner == REGISTRY.taskOf(id).requester) ++ownReviews;
            _sheets[key].push(sheet);
        } catch {}
    }

    function resolve(uint256 seed) external step {
        (bool success, ) = address(REVIEWS).call(resolveCall(_pick(seed)));
        success;
    }

    function forfeit(uint256 seed) external step {
        try REVIEWS.forfeit(_pick(seed), actor(seed >> 8)) {} catch {}
    }

    function stakeReviewer(uint256 seed) external step {
        VM.prank(actor(seed));
        try REVIEWER_STAKE.stake((seed >> 8) % 4e18) {} catch {}
    }

    function requestUnstake(uint256 seed) external step {
        VM.prank(actor(seed));
        try REVIEWER_STAKE.requestUnstake((seed >> 8) % 3e18) {} catch {}
    }

    function withdrawStake(uint256 seed) external step {
        VM.prank(actor(seed));
        try REVIEWER_STAKE.withdraw((seed >> 8) % 3e18) {} catch {}
    }

    function open(uint256 seed) external step {
        TaskId id = _pick(seed);
        address requester = REGISTRY.taskOf(id).requester;
        TaskSpec memory spec = _specs[TaskId.unwrap(id)];
        VM.prank(requester);
        if (seed >> 255 == 0) try REGISTRY.openGold(id, spec, GOLD, SALT) {} catch {}
        else try REGISTRY.openModel(id, spec, MODEL, SALT) {} catch {}
    }

    function reveal(uint256 seed) external step {
        TaskId id = _pick(seed);
        uint256 key = TaskId.unwrap(id);
        if (_sheets[key].length == 0) return;
        uint256 index = (seed >> 8) % _sheets[key].length;
        Opening memory opening = _opening(id, _sheets[key][index]);
        uint256 forgery = (seed >> 16) % 8;
        if (forgery == 0) opening.answers[0] ^= 0x03;
        else if (forgery == 1) opening.nullifier += 6;
        else if (forgery == 2) opening.payout = address(0xbad);
        try REGISTRY.reveal(id, opening) {
            if (forgery < 3 || _sheets[key][index].revealed) ++forgedReveals;
            if (_sheets[key][index].reviews && !_inside(id, _sheets[key][index])) ++foreignAnswers;
            _sheets[key][index].revealed = true;
            _order[key].push(index);
        } catch {}
    }

    function settle(uint256 seed) external step {
        TaskId id = _pick(seed);
        address settler = actor(seed >> 8);
        bytes memory call_ = settleCall(id);
        VM.prank(settler);
        (bool success, ) = address(SETTLEMENT).call(call_);
        success;
    }

    function claim(uint256 seed) external step {
        TaskId id = _pick(seed);
        if (!isSettled(id) || _order[TaskId.unwrap(id)].length == 0) return;
        (bool success, ) = address(SETTLEMENT).call(claimCall(id, (seed >> 8) % _order[TaskId.unwrap(id)].length));
        success;
    }

    function deposit(uint256 seed) external step {
        address account = holder((seed >> 16) % holders());
        VM.prank(actor(seed >> 8));
        try REGISTRY.deposit(_token(seed), account, (seed >> 32) % 1e21) {} catch {}
    }

    function withdraw(uint256 seed) external step {
        VM.prank(actor(seed >> 8));
        try REGISTRY.withdraw(_token(seed), actor(seed >> 16), (seed >> 32) % 1e21) {} catch {}
    }

    function stake(uint256 seed) external step {
        VM.prank(actor(seed));
        try STAKE.stake((seed >> 8) % 10e18) {} catch {}
    }

    function unstake(uint256 seed) external step {
        VM.prank(actor(seed));
        try STAKE.unstake((seed >> 8) % 10e18) {} catch {}
    }

    function pass(uint256 seed) external step {
        _now += 1 + (seed % 120);
        VM.warp(_now);
    }

    function pause(uint256 seed) external step {
        if (seed % 4 == 0) try CLOCK.pause() {} catch {}
        else try CLOCK.unpause() {} catch {}
    }

    /// @notice The hostile token lies, or calls back in the middle of its next transfer.
    function arm(uint256 seed) external step {
        uint256 trick = seed % 8;
        TaskId id = _pick(seed >> 8);
        if (trick < 4) TRICK.setTrick(TrickToken.Trick(trick));
        else if (trick == 4)
            TRICK.setHook(address(REGISTRY), abi.encodeCall(REGISTRY.withdraw, (address(TRICK), actor(seed >> 16), 1)));
        else if (trick == 5) TRICK.setHook(address(REGISTRY), abi.encodeCall(REGISTRY.cancel, (id)));
        else if (trick == 6) TRICK.setHook(address(SETTLEMENT), settleCall(id));
        else if (seed >> 255 == 0) TRICK.setHook(address(REVIEWS), resolveCall(id));
        else if (isSettled(id) && _order[TaskId.unwrap(id)].length > 0)
            TRICK.setHook(address(SETTLEMENT), claimCall(id, (seed >> 24) % _order[TaskId.unwrap(id)].length));
    }

    function _clear(TaskId id, Sheet memory sheet) private view returns (SheetCommit memory) {
        bytes32 commitment = keccak256(
            abi.encode(
                Commitments.COMMITMENT_TYPEHASH,
                block.chainid,
                REGISTRY,
                id,
                sheet.nullifier,
                sheet.payout,
                keccak256(sheet.answers),
                SALT
            )
        );
        return SheetCommit(sheet.nullifier, commitment, 1, sheet.relayer, sheet.fee, sheet.owner);
    }

    /// @dev Fuzzers like small numbers; what they say of a task or a review should vary all the same.
    function _spread(uint256 seed) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed)));
    }

    /// @dev Whether a review answers items of its part only, by going through them one by one.
    function _inside(TaskId id, Sheet memory sheet) private view returns (bool) {
        uint256 count = REGISTRY.taskOf(id).reviewerItems;
        uint256 seed = Subsets.seedOf(address(REGISTRY), id, sheet.owner);
        (uint256 item, uint256 distance) = Subsets.progressionOf(seed, ITEMS);
        for (uint256 j = 0; j < ITEMS; ++j) {
            if (j >= count && sheet.answers[item] != 0) return false;
            item = (item + distance) % ITEMS;
        }
        return true;
    }

    function _opening(TaskId id, Sheet memory sheet) private view returns (Opening memory opening) {
        opening.nullifier = sheet.nullifier;
        opening.payout = sheet.payout;
        opening.salt = SALT;
        opening.answers = sheet.answers;
        if (sheet.reviews) {
            opening.role = SheetRole.Reviewer;
            return opening;
        }
        opening.level = 1;
        opening.relayer = sheet.relayer;
        opening.fee = sheet.fee;
        opening.bondAccount = sheet.owner;
        opening.bond = REGISTRY.taskOf(id).bond;
    }
}
