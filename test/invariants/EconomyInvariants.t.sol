// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {EconomyHandler} from "./support/EconomyHandler.sol";

/// @notice Whatever governance issues, spends and decides; see README.md.
contract EconomyInvariants {
    EconomyHandler private _world;

    function setUp() public {
        _world = new EconomyHandler();
    }

    /// @notice Only the handler is called.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_world);
    }

    /// @notice 9.
    function invariant_EmissionsStayWithinBudgets() external view {
        uint256 all = 0;
        for (uint256 i = 0; i <= _world.weeksBegun(); ++i) {
            uint256 week = _world.firstWeek() + i;
            uint256 spent = _world.EMISSIONS().spentOf(week);
            require(spent <= _world.EMISSIONS().budgetOf(week), "spent more than the budget");
            all += spent;
        }
        require(_world.AIA().totalSupply() == all, "minted what was not spent");
    }

    /// @notice 10.
    function invariant_IssuanceStaysWithinTheCap() external view {
        require(_world.AGT().issued() <= 5_000_000_000e18, "issued more than the cap");
        require(_world.AGT().issued() == _world.minted(), "issuance miscounted");
    }
}
