// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {PassHandler} from "./support/PassHandler.sol";

/// @notice Whatever holders, heirs and thieves do with passes, and anybody with notes; see README.md.
contract PassInvariants {
    PassHandler private _world;

    function setUp() public {
        _world = new PassHandler();
    }

    /// @notice Only the handler is called.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_world);
    }

    /// @notice 14.
    function invariant_PassesChangeHandsByRecoveryOnly() external view {
        require(_world.moved() == 0, "a pass was moved or approved");
        for (uint256 id = 1; id <= _world.minted(); ++id) {
            address holder = _world.holderOf(id);
            require(_world.PASS().isBurned(id) == (holder == address(0)), "burned by nobody, or not at all");
            if (holder == address(0)) continue;
            require(_world.PASS().ownerOf(id) == holder, "another holder");
            require(_world.PASS().balanceOf(holder) == 1, "more than one pass");
        }
    }

    /// @notice 15.
    function invariant_ExperienceIsCreditedOnce() external view {
        require(_world.repeatedGains() == 0, "a note was taken in twice");
        require(_world.unprovenGains() == 0, "a note was taken in without a proof");
        require(_world.EXPERIENCE().TREE().size() == _world.notes(), "a leaf became two notes, or none");
        for (uint256 id = 1; id <= _world.minted(); ++id) {
            if (_world.holderOf(id) == address(0)) continue;
            require(_world.PASS().passOf(id).experience == _world.pointsOf(id), "experience of another amount");
        }
    }
}
