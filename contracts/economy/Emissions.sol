// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IEmissions} from "../interfaces/IEmissions.sol";
import {AIAToken} from "../tokens/AIAToken.sol";
import {Weeks} from "../identity/Weeks.sol";

/// @title Emissions
contract Emissions is IEmissions, AccessManaged {
    using SafeERC20 for AIAToken;

    /// @notice Most units of a weekly budget.
    uint128 public constant MAX_BUDGET = 5_000_000e18;

    /// @notice A budget shrinks by at most a tenth a week and never grows by itself.
    uint16 public constant MIN_KEEP_BPS = 9_000;
    uint16 private constant BPS = 10_000;

    AIAToken public immutable AIA;
    uint256 public immutable HOME_CHAIN_ID;

    struct Schedule {
        uint64 fromWeek;
        uint128 budget;
        uint16 keepBps;
    }

    Schedule[] private _schedules;

    /// @inheritdoc IEmissions
    mapping(uint256 week => uint256 amount) public spentOf;

    constructor(
        address authority,
        AIAToken aia,
        uint256 homeChainId,
        uint128 budget,
        uint16 keepBps
    ) AccessManaged(authority) {
        AIA = aia;
        HOME_CHAIN_ID = homeChainId;
        _setSchedule(budget, keepBps);
    }

    /// @inheritdoc IEmissions
    function setSchedule(uint128 budget, uint16 keepBps) external restricted {
        _setSchedule(budget, keepBps);
    }

    /// @inheritdoc IEmissions
    function spend(uint256 week, address recipient, uint256 amount) external restricted {
        uint256 spent = spentOf[week];
        uint256 budget = budgetOf(week);
        require(amount <= budget - spent, BudgetExceeded(week, spent, amount, budget));

        spentOf[week] = spent + amount;
        emit Emitted(week, recipient, amount);

        if (block.chainid == HOME_CHAIN_ID) AIA.mint(recipient, amount);
        else AIA.safeTransfer(recipient, amount);
    }

    /// @inheritdoc IEmissions
    function budgetOf(uint256 week) public view returns (uint256) {
        for (uint256 i = _schedules.length; i > 0; --i) {
            Schedule memory schedule = _schedules[i - 1];
            if (week >= schedule.fromWeek) return _shrunk(schedule.budget, schedule.keepBps, week - schedule.fromWeek);
        }
        return 0;
    }

    /// @dev A schedule set twice in a week replaces itself: neither has begun.
    function _setSchedule(uint128 budget, uint16 keepBps) private {
        _requireWithin("budget", budget, 0, MAX_BUDGET);
        _requireWithin("keepBps", keepBps, MIN_KEEP_BPS, BPS);

        uint64 fromWeek = uint64(Weeks.numberOf(block.timestamp)) + 1;
        uint256 count = _schedules.length;
        if (count > 0 && _schedules[count - 1].fromWeek == fromWeek) _schedules.pop();
        _schedules.push(Schedule(fromWeek, budget, keepBps));
        emit ScheduleSet(fromWeek, budget, keepBps);
    }

    /// @dev `budget` · (keepBps / 10,000)^times, by squaring, with 18 decimals rounded down at every step.
    function _shrunk(uint256 budget, uint256 keepBps, uint256 times) private pure returns (uint256) {
        uint256 factor = 1e18;
        uint256 base = (keepBps * 1e18) / BPS;
        for (; times > 0; times >>= 1) {
            if (times & 1 == 1) factor = (factor * base) / 1e18;
            base = (base * base) / 1e18;
        }
        return Math.mulDiv(budget, factor, 1e18);
    }

    function _requireWithin(bytes32 parameter, uint256 value, uint256 least, uint256 most) private pure {
        require(value >= least && value <= most, ScheduleOutOfBounds(parameter, value, least, most));
    }
}
