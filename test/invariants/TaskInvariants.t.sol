// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Phase, Task, TaskId} from "../../contracts/types/Task.sol";
import {CampaignHandler} from "./support/CampaignHandler.sol";

/// @notice Whatever requesters, contributors, relayers, settlers, claimers and a hostile token do; see README.md.
contract TaskInvariants {
    CampaignHandler private _world;

    /// @dev Carries the outcome of a rehearsal out of a call that undoes everything.
    error Rehearsed(bool success);

    function setUp() public {
        _world = new CampaignHandler();
    }

    /// @notice Only the handler is called.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_world);
    }

    /// @notice 1.
    function invariant_RegistryHoldsBalancesAndEscrow() external view {
        for (uint256 t = 0; t < 2; ++t) {
            address token = t == 0 ? address(_world.AIA()) : address(_world.TRICK());
            uint256 owed = 0;
            for (uint256 i = 0; i < _world.holders(); ++i) {
                owed += _world.REGISTRY().balanceOf(token, _world.holder(i));
            }
            for (uint256 id = 1; id <= _count(); ++id) {
                if (_task(id).token == token) owed += _world.escrowOf(TaskId.wrap(id));
            }
            require(IERC20(token).balanceOf(address(_world.REGISTRY())) == owed, "registry holds another amount");
        }
    }

    /// @notice 2.
    function invariant_SettlementHoldsUnclaimedPay() external view {
        for (uint256 t = 0; t < 2; ++t) {
            address token = t == 0 ? address(_world.AIA()) : address(_world.TRICK());
            uint256 held = IERC20(token).balanceOf(address(_world.SETTLEMENT()));
            if (t == 1) held += _world.keptFromSettlement();
            uint256 owed = 0;
            for (uint256 id = 1; id <= _count(); ++id) {
                (, uint256 unclaimed) = _world.claimsOf(TaskId.wrap(id));
                if (_task(id).token == token) owed += unclaimed;
            }
            require(held == owed, "settlement holds another amount");
        }
    }

    /// @notice 3.
    function invariant_ClaimsStayWithinThePool() external view {
        for (uint256 id = 1; id <= _count(); ++id) {
            (uint256 all, ) = _world.claimsOf(TaskId.wrap(id));
            require(all <= _task(id).pool, "claims exceed the pool");
        }
    }

    /// @notice 4.
    function invariant_NullifierCommitsOnceAndWithProof() external view {
        require(_world.repeatedCommits() == 0, "a nullifier committed twice");
        require(_world.unprovenCommits() == 0, "committed without a proof");
    }

    /// @notice 5.
    function invariant_RevealNeedsItsCommit() external view {
        require(_world.forgedReveals() == 0, "revealed what was not committed");
        for (uint256 id = 1; id <= _count(); ++id) {
            Task memory task = _task(id);
            (uint256 commits, uint256 reveals, uint256 reviews, uint256 reviewReveals) = _world.counted(
                TaskId.wrap(id)
            );
            require(uint256(task.commits) + task.reviews == commits && task.reveals == reveals, "counters differ");
            require(task.reviews == reviews && task.reviewReveals == reviewReveals, "reviewers' counters differ");
            require(reveals <= commits, "more reveals than commits");
            require(task.commits <= task.quota && reviews <= task.reviewerPlaces, "more commits than places");
        }
    }

    /// @notice 6.
    function invariant_PhasesMoveForward() external view {
        require(_world.phasesBack() == 0, "a phase came back");
        require(_world.lateCancels() == 0, "cancelled after a commit");
    }

    /// @notice 7.
    function invariant_EndedTasksSettle() external {
        for (uint256 id = 1; id <= _count(); ++id) {
            if (_world.REGISTRY().phaseOf(TaskId.wrap(id)) != Phase.Settle) continue;
            if (_task(id).token == address(_world.TRICK())) continue;
            try this.rehearse(TaskId.wrap(id)) {} catch (bytes memory reason) {
                require(
                    keccak256(reason) == keccak256(abi.encodeWithSelector(Rehearsed.selector, true)),
                    "not settled"
                );
            }
        }
    }

    /// @notice 8.
    function invariant_StakeCoversLocks() external view {
        uint256 open = 0;
        for (uint256 id = 1; id <= _count(); ++id) {
            if (uint8(_task(id).ending) == 0) ++open;
        }
        uint256 locks = 0;
        for (uint256 i = 0; i < 4; ++i) {
            (uint128 staked, uint128 locked) = _world.STAKE().stakeOf(_world.actor(i));
            require(staked >= locked, "locked more than staked");
            locks += locked;
        }
        require(locks == open * 1e18, "locks differ from open tasks");
    }

    /// @notice Whatever came before, every task ends, everybody is paid, and nothing stays behind.
    function afterInvariant() external {
        uint256 settled = _world.reach().settledWithSheets;
        _world.wind(7);
        require(_world.reach().settledWithSheets > settled && _world.reach().claimedInBatch > 0, "nobody was paid");
        for (uint256 id = 1; id <= _count(); ++id) {
            require(uint8(_task(id).ending) != 0, "a task did not end");
        }
        require(_world.AIA().balanceOf(address(_world.REGISTRY())) == 0, "something stayed in the registry");
        require(_world.AIA().balanceOf(address(_world.SETTLEMENT())) == 0, "something stayed in the settlement");
    }

    /// @notice 11.
    function invariant_ReviewersStakeCoversReviews() external view {
        for (uint256 i = 0; i < 4; ++i) {
            address reviewer = _world.actor(i);
            (uint256 active, uint256 leaving, uint256 locked, , ) = _world.REVIEWER_STAKE().stakeOf(reviewer);
            require(locked <= active + leaving, "locked more than staked");
            require(locked == _world.heldOf(reviewer), "locks differ from reviews");
            address vault = _world.REVIEWER_STAKE().vaultOf(reviewer);
            require(vault == address(0) || _world.AGT().balanceOf(vault) == active + leaving, "stake is not there");
        }
    }

    /// @notice 12.
    function invariant_ReviewersKeepToTheirPart() external view {
        require(_world.ownReviews() == 0, "a requester reviewed");
        require(_world.foreignAnswers() == 0, "a reviewer answered another item");
    }

    /// @notice 13.
    function invariant_SettledReviewsResolve() external {
        for (uint256 id = 1; id <= _count(); ++id) {
            TaskId task = TaskId.wrap(id);
            if (!_world.isSettled(task) || _world.REVIEWS().isResolved(task)) continue;
            try this.rehearseReviews(task) {} catch (bytes memory reason) {
                require(
                    keccak256(reason) == keccak256(abi.encodeWithSelector(Rehearsed.selector, true)),
                    "not resolved"
                );
            }
        }
    }

    /// @notice Resolves and undoes it.
    function rehearseReviews(TaskId id) external {
        (bool success, ) = address(_world.REVIEWS()).call(_world.resolveCall(id));
        revert Rehearsed(success);
    }

    /// @notice Settles and undoes it.
    function rehearse(TaskId id) external {
        (bool success, ) = address(_world.SETTLEMENT()).call(_world.settleCall(id));
        revert Rehearsed(success);
    }

    function _count() private view returns (uint256) {
        return _world.REGISTRY().taskCount();
    }

    function _task(uint256 id) private view returns (Task memory) {
        return _world.REGISTRY().taskOf(TaskId.wrap(id));
    }
}
