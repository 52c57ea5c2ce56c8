// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Commitments} from "../../../contracts/tasks/Commitments.sol";
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
import {TaskHandler} from "./TaskHandler.sol";
import {VM} from "./Vm.sol";

/// @title Batches, and leaps that bring a task on: single random steps seldom take one to its claims.
contract CampaignHandler is TaskHandler {
    uint256 private constant BATCH = 3;
    address private immutable OWNER = msg.sender;

    /// @notice A task is published, and somebody answers and somebody reviews at once.
    function launch(uint256 seed) external step {
        _publish(seed);
        _commit(TaskId.wrap(REGISTRY.taskCount()), seed);
        _review(TaskId.wrap(REGISTRY.taskCount()), seed);
        // Who has no stake yet can review later tasks.
        address reviewer = actor(seed >> 12);
        (uint256 active, , , , ) = REVIEWER_STAKE.stakeOf(reviewer);
        if (active > 0) return;
        VM.prank(reviewer);
        try REVIEWER_STAKE.stake(3 * STAKE_PER_REVIEW) {} catch {}
    }

    function commitBatch(uint256 seed) external step {
        _commitBatch(
            _pickIn(Phase.Commit, seed),
            actor(seed >> 8),
            uint256(keccak256(abi.encode(seed))),
            (seed >> 16) % 8 == 0
        );
    }

    function revealBatch(uint256 seed) external step {
        _revealBatch(_pickIn(Phase.Reveal, seed), seed >> 8);
    }

    function claimBatch(uint256 seed) external step {
        _claimBatch(_pickIn(Phase.Settled, seed));
    }

    /// @notice Time passes to the next phase of a task, or to the one after it.
    function leap(uint256 seed) external step {
        TaskId id = _pickIn(Phase.Commit, seed);
        _leap(id);
        if ((seed >> 220) % 4 > 0) _leap(id);
    }

    /// @notice Time passes until a task's sheets can be revealed, and one of them is.
    function disclose(uint256 seed) external step {
        TaskId id = _pickIn(Phase.Commit, seed);
        _leap(id);
        if (REGISTRY.phaseOf(id) == Phase.Open) _leap(id);
        _reveal(id, seed);
    }

    /// @notice A task goes through the phase in which it is, as it should.
    function advance(uint256 seed) external step {
        _advance(_pick(seed), seed);
    }

    /// @notice A task goes through the phases that are left, or some of them.
    function finish(uint256 seed) external step {
        _finish(_pickIn(Phase.Commit, seed), seed, 1 + ((seed >> 210) % 4));
    }

    /// @notice At the end of a campaign the hostile token behaves, one task more is published and settled, every other
    /// one comes to its end, and everybody takes out what is theirs. Whoever made the world calls it, no step of it does.
    function wind(uint256 seed) external step {
        if (msg.sender != OWNER) return;
        TRICK.setTrick(TrickToken.Trick.None);
        if (CLOCK.isPaused()) CLOCK.unpause();
        _publishPlain(seed);
        // The latest one first: what takes the others on takes it past its deadline.
        for (uint256 id = REGISTRY.taskCount(); id > 0; --id) {
            _finish(TaskId.wrap(id), uint256(keccak256(abi.encode(seed, id))), 4);
            _claimBatch(TaskId.wrap(id));
        }
        address[2] memory tokens = [address(AIA), address(TRICK)];
        for (uint256 i = 0; i < 2 * holders(); ++i) {
            address owner = holder(i / 2);
            uint256 amount = REGISTRY.balanceOf(tokens[i % 2], owner);
            VM.prank(owner);
            REGISTRY.withdraw(tokens[i % 2], actor(0), amount);
        }
    }

    /// @dev A categorical task in the honest token with six places, by an actor with stake.
    function _publishPlain(uint256 seed) private {
        TaskSpec memory spec;
        TaskTerms memory terms;
        (terms.token, terms.pool, terms.classes) = (address(AIA), 60e18, 2);
        (terms.items, terms.quota, terms.minLevel) = (ITEMS, 6, 1);
        (terms.commitDeadline, terms.revealDuration, terms.bond) = (CLOCK.time() + 60, 60, 1e18);
        address requester = actor(seed);
        VM.prank(requester);
        try STAKE.stake(STAKE_PER_TASK) {} catch {}
        VM.prank(requester);
        TaskId id = REGISTRY.publish(terms, spec);
        _specs[TaskId.unwrap(id)] = spec;
        ++_reach.published;
    }

    function _finish(TaskId id, uint256 seed, uint256 phases) private {
        for (uint256 i = 0; i < phases && REGISTRY.phaseOf(id) <= Phase.Settle; ++i) {
            _advance(id, uint256(keccak256(abi.encode(seed, i))));
        }
    }

    function _advance(TaskId id, uint256 seed) private {
        Phase phase = REGISTRY.phaseOf(id);
        if (phase == Phase.Commit) {
            address backer = actor(seed);
            Task memory task = REGISTRY.taskOf(id);
            VM.prank(backer);
            try REGISTRY.deposit(task.token, backer, BATCH * uint256(task.bond)) {} catch {}
            _commitBatch(id, backer, seed, false);
            _review(id, seed);
        } else if (phase == Phase.Open) {
            _open(id, seed);
        } else if (phase == Phase.Reveal) {
            _revealBatch(id, seed);
        } else if (phase == Phase.Settle) {
            _settle(id, actor(seed));
        } else if (phase == Phase.Settled) {
            _claimBatch(id);
        }
        _leap(id);
    }

    /// @dev Ends a pause too, since during one no phase ends.
    function _leap(TaskId id) private {
        Phase phase = REGISTRY.phaseOf(id);
        if (phase < Phase.Commit || phase > Phase.Reveal) return;
        if (CLOCK.isPaused()) CLOCK.unpause();
        Task memory task = REGISTRY.taskOf(id);
        uint256 next =
            phase == Phase.Commit
                ? task.commitDeadline
                : phase == Phase.Open
                    ? task.revealStart
                    : task.revealStart + task.revealDuration;
        _now += next - CLOCK.time();
        VM.warp(_now);
    }

    function _open(TaskId id, uint256 seed) private {
        TaskSpec memory spec = _specs[TaskId.unwrap(id)];
        address requester = REGISTRY.taskOf(id).requester;
        (bytes memory gold, bytes memory model) = _known(id);
        if (seed % 4 > 0) {
            VM.prank(requester);
            try REGISTRY.openGold(id, spec, gold, SALT) {
                ++_reach.opened;
            } catch {}
        }
        if (seed % 3 > 0) {
            VM.prank(requester);
            try REGISTRY.openModel(id, spec, model, SALT) {
                ++_reach.opened;
            } catch {}
        }
    }

    /// @dev Some sheets of one sender, who stands behind all of them. Which were taken is read from their records.
    function _commitBatch(TaskId id, address sender, uint256 seed, bool unproven) private {
        Sheet[] memory sheets = new Sheet[](BATCH);
        SheetCommit[] memory sent = new SheetCommit[](BATCH);
        EligibilityProof[] memory proofs = new EligibilityProof[](BATCH);
        bool[] memory taken = new bool[](BATCH);
        for (uint256 i = 0; i < BATCH; ++i) {
            sheets[i] = _sheet(id, uint256(keccak256(abi.encode(seed, i))));
            sheets[i].owner = sender;
            if (sheets[i].relayer != address(0)) sheets[i].relayer = sender;
            sent[i] = _clear(id, sheets[i]);
            proofs[i] = _proof(unproven && i == 1);
            taken[i] = REGISTRY.commitOf(id, sheets[i].nullifier) != 0;
        }
        VM.prank(sender);
        try REGISTRY.commitBatch(id, sent, proofs, new bytes[](BATCH)) {
            for (uint256 i = 0; i < BATCH; ++i) {
                if (taken[i] || REGISTRY.commitOf(id, sent[i].nullifier) != _record(id, sent[i])) continue;
                bool repeated = false;
                for (uint256 j = 0; j < i; ++j) {
                    if (sent[j].nullifier == sent[i].nullifier) repeated = true;
                }
                if (repeated) continue;
                _committed(id, sheets[i], unproven);
                ++_reach.committedInBatch;
            }
        } catch {}
    }

    /// @dev All sheets of a task from some place on, the first one twice, and sometimes one that is forged.
    function _revealBatch(TaskId id, uint256 seed) private {
        uint256 key = TaskId.unwrap(id);
        uint256 count = _sheets[key].length;
        if (count == 0) return;
        Opening[] memory openings = new Opening[](count + 1);
        bool[] memory open = new bool[](count);
        uint256 forged = seed % (2 * count + 2);
        for (uint256 i = 0; i <= count; ++i) {
            uint256 index = (i + (seed >> 8)) % count;
            openings[i] = _opening(id, _sheets[key][index]);
            open[index] = _isOpen(id, _sheets[key][index]);
            if (i == forged) openings[i].payout = address(0xbad);
        }
        try REGISTRY.revealBatch(id, openings) {
            for (uint256 i = 0; i <= count; ++i) {
                uint256 index = (i + (seed >> 8)) % count;
                if (!open[index] || i == forged || _isOpen(id, _sheets[key][index])) continue;
                open[index] = false;
                _revealed(id, index);
                ++_reach.revealedInBatch;
            }
        } catch {}
    }

    function _isOpen(TaskId id, Sheet storage sheet) private view returns (bool) {
        return sheet.reviews ? REVIEWS.isOpen(id, sheet.owner) : REGISTRY.commitOf(id, sheet.nullifier) != 0;
    }

    function _claimBatch(TaskId id) private {
        if (!isSettled(id) || _order[TaskId.unwrap(id)].length == 0) return;
        (bool success, ) = address(SETTLEMENT).call(claimBatchCall(id));
        if (success) ++_reach.claimedInBatch;
    }

    function _record(TaskId id, SheetCommit memory sheet) private view returns (bytes32) {
        return
            Commitments.record(
                sheet.commitment,
                SheetRole.Contributor,
                sheet.claimedLevel,
                sheet.relayer,
                sheet.fee,
                sheet.bondAccount,
                REGISTRY.taskOf(id).bond
            );
    }
}
