// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {console} from "hardhat/console.sol";
import {CampaignHandler} from "./support/CampaignHandler.sol";
import {PassHandler} from "./support/PassHandler.sol";
import {PowersHandler} from "./support/PowersHandler.sol";
import {TaskBook} from "./support/TaskBook.sol";
import {VotesHandler} from "./support/VotesHandler.sol";

/// @notice That random steps of the handlers get somewhere, so that the invariants do not hold for nothing.
contract ReachTest {
    uint256 private constant STEPS = 500;

    function test_RandomStepsOnTasksReachEverything() external {
        CampaignHandler world = new CampaignHandler();
        bytes4[28] memory actions = [
            world.publish.selector,
            world.launch.selector,
            world.cancel.selector,
            world.commit.selector,
            world.commitBatch.selector,
            world.review.selector,
            world.open.selector,
            world.reveal.selector,
            world.revealBatch.selector,
            world.settle.selector,
            world.claim.selector,
            world.resolve.selector,
            world.forfeit.selector,
            world.claimBatch.selector,
            world.deposit.selector,
            world.withdraw.selector,
            world.stake.selector,
            world.unstake.selector,
            world.stakeReviewer.selector,
            world.requestUnstake.selector,
            world.withdrawStake.selector,
            world.pass.selector,
            world.pause.selector,
            world.arm.selector,
            world.leap.selector,
            world.advance.selector,
            world.disclose.selector,
            world.finish.selector
        ];
        bytes4[] memory steps = new bytes4[](actions.length);
        for (uint256 i = 0; i < actions.length; ++i) {
            steps[i] = actions[i];
        }
        _run(address(world), steps);
        TaskBook.Reach memory reached = world.reach();
        console.log("published, cancelled", reached.published, reached.cancelled);
        console.log("committed, in batches", reached.committed, reached.committedInBatch);
        console.log("opened, revealed, in batches", reached.opened, reached.revealed, reached.revealedInBatch);
        console.log(
            "settled, with sheets, of numbers",
            reached.settled,
            reached.settledWithSheets,
            reached.settledNumbers
        );
        console.log("claimed, in batches, withdrawn", reached.claimed, reached.claimedInBatch, reached.withdrawn);
        console.log("reviewed, revealed", reached.reviewed, reached.reviewsRevealed);
        console.log("resolved, forfeited", reached.resolved, reached.forfeited);
        console.log("callbacks, pauses", reached.callbacks, reached.pauses);
        require(reached.published > 15 && reached.cancelled > 0, "few tasks");
        require(reached.committed > 10 && reached.committedInBatch > 10, "few commits");
        require(reached.opened > 0 && reached.revealed > 3 && reached.revealedInBatch > 5, "few reveals");
        require(reached.settledWithSheets > 5 && reached.settledNumbers > 1, "few settlements");
        require(reached.claimed > 0 && reached.claimedInBatch > 2 && reached.withdrawn > 0, "few payments");
        require(reached.reviewed > 3 && reached.reviewsRevealed > 1, "few reviews");
        require(reached.resolved > 0 && reached.forfeited > 0, "few reviews came to their end");
        require(reached.callbacks > 0 && reached.pauses > 0, "no callbacks or pauses");
    }

    function test_RandomStepsOnPassesReachEverything() external {
        PassHandler world = new PassHandler();
        bytes4[] memory steps = new bytes4[](14);
        (steps[0], steps[1], steps[2]) = (world.mint.selector, world.burn.selector, world.move.selector);
        (steps[3], steps[4]) = (world.setRecoveryAccount.selector, world.startRecovery.selector);
        (steps[5], steps[6]) = (world.objectToRecovery.selector, world.completeRecovery.selector);
        (steps[7], steps[8], steps[9]) = (world.renew.selector, world.levelUp.selector, world.record.selector);
        (steps[10], steps[11], steps[12]) = (world.gain.selector, world.pass.selector, world.pause.selector);
        steps[13] = world.changeIdentity.selector;
        _run(address(world), steps);
        PassHandler.Reach memory reached = world.reach();
        console.log("minted, burned, recovered", reached.minted, reached.burned, reached.recovered);
        console.log("renewed, levelled", reached.renewed, reached.levelled);
        console.log("recorded, gained", reached.recorded, reached.gained);
        require(reached.minted > 5 && reached.burned > 0 && reached.recovered > 0, "few passes");
        require(reached.renewed > 0 && reached.levelled > 0, "few leaves");
        require(reached.recorded > 5 && reached.gained > 5, "little experience");
    }

    function test_RandomStepsOnVotesAndPowersReachEverything() external {
        VotesHandler votes = new VotesHandler();
        bytes4[] memory steps = new bytes4[](7);
        (steps[0], steps[1], steps[2]) = (votes.send.selector, votes.issue.selector, votes.delegate.selector);
        (steps[3], steps[4], steps[5]) = (votes.stake.selector, votes.unstake.selector, votes.delegateStake.selector);
        steps[6] = votes.pass.selector;
        _run(address(votes), steps);
        require(votes.delegations() > 20 && votes.stakes() > 5 && votes.momentCount() > 5, "few votes");

        PowersHandler powers = new PowersHandler();
        steps = new bytes4[](3);
        (steps[0], steps[1], steps[2]) = (powers.attempt.selector, powers.propose.selector, powers.decide.selector);
        _run(address(powers), steps);
        console.log("delegated, staked, moments", votes.delegations(), votes.stakes(), votes.momentCount());
        console.log("refused, decided", powers.refused(), powers.decided());
        require(powers.refused() > 100 && powers.decided() > 20, "few attempts or decisions");
    }

    /// @dev The same random steps in every run.
    function _run(address world, bytes4[] memory steps) private {
        for (uint256 i = 0; i < STEPS; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            (bool success, ) = world.call(abi.encodeWithSelector(steps[seed % steps.length], seed >> 8));
            require(success, "a step reverted");
        }
    }
}
