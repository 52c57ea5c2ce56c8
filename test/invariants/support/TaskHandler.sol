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
            if (phase == Phase.Settled && _seen[id] != phase) _book(TaskId.wrap(id));
            _seen[id] = phase;
        }
    }

    function publish(uint256 seed) external step {
        _publish(seed);
    }

    function cancel(uint256 seed) external step {
        TaskId id = _pickIn(Phase.Commit, seed);
        Task memory task = REGISTRY.taskOf(id);
        VM.prank((seed >> 16) % 2 == 0 ? task.requester : actor(seed >> 8));
        try REGISTRY.cancel(id) {
            if (task.commits > 0) ++lateCancels;
            ++_reach.cancelled;
        } catch {}
    }

    function commit(uint256 seed) external step {
        _commit(_pickIn(Phase.Commit, seed), seed);
    }

    function review(uint256 seed) external step {
        _review(_pickIn(Phase.Commit, seed), seed);
    }

    function resolve(uint256 seed) external step {
        (bool success, ) = address(REVIEWS).call(resolveCall(_pickIn(Phase.Settled, seed)));
        if (success) ++_reach.resolved;
    }

    function forfeit(uint256 seed) external step {
        TaskId id = _pickIn(Phase.Settled, seed);
        for (uint256 i = 0; i < 4; ++i) {
            try REVIEWS.forfeit(id, actor(i)) {
                ++_reach.forfeited;
            } catch {}
        }
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
        TaskId id = _pickIn(Phase.Open, seed);
        address requester = REGISTRY.taskOf(id).requester;
        TaskSpec memory spec = _specs[TaskId.unwrap(id)];
        (bytes memory gold, bytes memory model) = _known(id);
        bytes memory call_ =
            seed >> 255 == 0
                ? abi.encodeCall(REGISTRY.openGold, (id, spec, gold, SALT))
                : abi.encodeCall(REGISTRY.openModel, (id, spec, model, SALT));
        VM.prank(requester);
        (bool success, ) = address(REGISTRY).call(call_);
        if (success) ++_reach.opened;
    }

    function reveal(uint256 seed) external step {
        _reveal(_pickIn(Phase.Reveal, seed), seed);
    }

    function settle(uint256 seed) external step {
        TaskId id = _pickIn(Phase.Settle, seed);
        address settler = actor(seed >> 8);
        _settle(id, settler);
    }

    function claim(uint256 seed) external step {
        TaskId id = _pickIn(Phase.Settled, seed);
        if (!isSettled(id) || _order[TaskId.unwrap(id)].length == 0) return;
        (bool success, ) = address(SETTLEMENT).call(claimCall(id, (seed >> 8) % _order[TaskId.unwrap(id)].length));
        if (success) ++_reach.claimed;
    }

    function deposit(uint256 seed) external step {
        address account = holder((seed >> 16) % holders());
        VM.prank(actor(seed >> 8));
        try REGISTRY.deposit(_token(seed), account, (seed >> 32) % 1e21) {} catch {}
    }

    function withdraw(uint256 seed) external step {
        VM.prank(actor(seed >> 8));
        try REGISTRY.withdraw(_token(seed), actor(seed >> 16), (seed >> 32) % 1e21) {
            ++_reach.withdrawn;
        } catch {}
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
        if (seed % 4 == 0)
            try CLOCK.pause() {
                ++_reach.pauses;
            } catch {}
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

    function _publish(uint256 seed) internal {
        if (_isFull()) return;
        seed = _spread(seed);
        (TaskTerms memory terms, TaskSpec memory spec) = _draw(seed);
        address requester = actor(seed >> 240);
        VM.prank(requester);
        try REGISTRY.publish(terms, spec) returns (TaskId id) {
            _specs[TaskId.unwrap(id)] = spec;
            ++_reach.published;
        } catch {}
    }

    function _commit(TaskId id, uint256 seed) internal {
        Sheet memory sheet = _sheet(id, seed);
        bool unproven = (seed >> 36) % 8 == 0;
        SheetCommit memory sent = _clear(id, sheet);
        EligibilityProof memory proof = _proof(unproven);
        VM.prank(sheet.owner);
        try REGISTRY.commit(id, sent, proof, "") {
            _committed(id, sheet, unproven);
            ++_reach.committed;
        } catch {}
    }

    function _review(TaskId id, uint256 seed) internal {
        seed = _spread(seed);
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
            ++_reach.reviewed;
        } catch {}
    }

    function _reveal(TaskId id, uint256 seed) internal {
        uint256 key = TaskId.unwrap(id);
        if (_sheets[key].length == 0) return;
        uint256 index = (seed >> 8) % _sheets[key].length;
        // Mostly one that is still hidden.
        for (uint256 i = 0; _sheets[key][index].revealed && i < _sheets[key].length; ++i) {
            index = (index + 1) % _sheets[key].length;
        }
        Opening memory opening = _opening(id, _sheets[key][index]);
        uint256 forgery = (seed >> 16) % 8;
        if (forgery == 0) opening.answers[0] ^= 0x03;
        else if (forgery == 1) opening.nullifier += 6;
        else if (forgery == 2) opening.payout = address(0xbad);
        try REGISTRY.reveal(id, opening) {
            if (forgery < 3) ++forgedReveals;
            _revealed(id, index);
            ++_reach.revealed;
        } catch {}
    }

    /// @dev A sheet of one of six contributors, sent and backed by one of the actors.
    function _sheet(TaskId id, uint256 seed) internal view returns (Sheet memory sheet) {
        uint256 bond = REGISTRY.taskOf(id).bond;
        sheet.nullifier = 1 + ((seed >> 8) % 6);
        sheet.owner = actor(seed >> 16);
        sheet.payout = actor(seed >> 24);
        if ((seed >> 32) % 2 == 0) (sheet.relayer, sheet.fee) = (sheet.owner, uint128((seed >> 40) % (bond + 1)));
        sheet.answers = _answers(id, seed >> 128);
    }

    function _proof(bool unproven) internal pure returns (EligibilityProof memory proof) {
        if (unproven) proof.points[0] = 1;
    }

    function _committed(TaskId id, Sheet memory sheet, bool unproven) internal {
        uint256 key = TaskId.unwrap(id);
        if (unproven) ++unprovenCommits;
        for (uint256 i = 0; i < _sheets[key].length; ++i) {
            if (_sheets[key][i].nullifier == sheet.nullifier) ++repeatedCommits;
        }
        _sheets[key].push(sheet);
    }

    function _revealed(TaskId id, uint256 index) internal {
        uint256 key = TaskId.unwrap(id);
        Sheet storage sheet = _sheets[key][index];
        if (sheet.revealed) ++forgedReveals;
        if (sheet.reviews && !_inside(id, sheet)) ++foreignAnswers;
        if (sheet.reviews) ++_reach.reviewsRevealed;
        sheet.revealed = true;
        _order[key].push(index);
    }

    function _settle(TaskId id, address settler) internal {
        Task memory task = REGISTRY.taskOf(id);
        bytes memory call_ = settleCall(id);
        uint256 kept = TRICK.balanceOf(address(TRICK));
        VM.prank(settler);
        (bool success, ) = address(SETTLEMENT).call(call_);
        if (!success) return;
        if (task.token == address(TRICK) && TRICK.trick() == TrickToken.Trick.Fee)
            keptFromSettlement += TRICK.balanceOf(address(TRICK)) - kept;
        ++_reach.settled;
        if (task.reveals > 0) ++_reach.settledWithSheets;
        if (task.reveals > 0 && task.classes == 0) ++_reach.settledNumbers;
    }

    function _clear(TaskId id, Sheet memory sheet) internal view returns (SheetCommit memory) {
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
        Task memory task = REGISTRY.taskOf(id);
        uint256 count = task.reviewerItems;
        uint256 seed = Subsets.seedOf(address(REGISTRY), id, task.specHash, sheet.owner);
        (uint256 item, uint256 distance) = Subsets.progressionOf(seed, ITEMS);
        bool numeric = sheet.answers.length > ITEMS;
        for (uint256 j = 0; j < ITEMS; ++j) {
            bytes4 answer = numeric ? _number(sheet.answers, item) : bytes4(0x80000000);
            if (!numeric && sheet.answers[item] != 0) answer = 0;
            if (j >= count && answer != 0x80000000) return false;
            item = (item + distance) % ITEMS;
        }
        return true;
    }

    function _number(bytes memory answers, uint256 item) private pure returns (bytes4 number) {
        for (uint256 i = 0; i < 4; ++i) number |= bytes4(answers[4 * item + i]) >> (8 * i);
    }

    function _opening(TaskId id, Sheet memory sheet) internal view returns (Opening memory opening) {
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
