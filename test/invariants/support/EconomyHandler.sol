// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {Emissions} from "../../../contracts/economy/Emissions.sol";
import {Weeks} from "../../../contracts/identity/Weeks.sol";
import {AGTToken} from "../../../contracts/tokens/AGTToken.sol";
import {AIAToken} from "../../../contracts/tokens/AIAToken.sol";
import {Allocation} from "../../../contracts/types/Allocation.sol";
import {VM} from "./Vm.sol";

/// @title Governance that issues, spends and changes budgets at random.
contract EconomyHandler {
    uint256 private constant START = 1_900_000_000;

    AGTToken public immutable AGT;
    AIAToken public immutable AIA;
    Emissions public immutable EMISSIONS;

    /// @notice AGT issued by this handler's count.
    uint256 public minted;

    uint256 private _now = START;

    constructor() {
        VM.warp(_now);
        AccessManager authority = new AccessManager(address(this));
        AGT = new AGTToken(address(authority), block.chainid, new Allocation[](0));
        AIA = new AIAToken(address(authority), new Allocation[](0));
        EMISSIONS = new Emissions(address(authority), AIA, block.chainid, 1_000_000e18, 9_900);
        authority.grantRole(authority.ADMIN_ROLE(), address(EMISSIONS), 0);
    }

    function issue(uint256 seed) external {
        VM.warp(_now);
        uint256 amount = seed % (seed >> 255 == 0 ? 6e27 : 1e26);
        try AGT.mint(address(this), amount) {
            minted += amount;
        } catch {}
    }

    function setSchedule(uint128 budget, uint16 keepBps) external {
        VM.warp(_now);
        try EMISSIONS.setSchedule(budget % 6_000_000e18, 8_900 + (keepBps % 1_200)) {} catch {}
    }

    /// @notice Spends from a week that has begun, as quests do.
    function spend(uint256 seed) external {
        VM.warp(_now);
        uint256 week = firstWeek() + ((seed >> 128) % (weeksBegun() + 1));
        try EMISSIONS.spend(week, address(0xbeef), seed % 2_000_000e18) {} catch {}
    }

    function pass(uint256 seed) external {
        _now += 1 + (seed % 10 days);
    }

    /// @notice The week in which everything begins.
    function firstWeek() public pure returns (uint256) {
        return Weeks.numberOf(START);
    }

    /// @notice Weeks begun since.
    function weeksBegun() public view returns (uint256) {
        return Weeks.numberOf(_now) - firstWeek();
    }
}
