// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title The weekly budget of AIA.
/// @notice The only minter of AIA. Each week has a budget; from week to week it shrinks by the schedule in force, and
/// what a week does not spend is never issued. On other chains than the home chain it pays out what was bridged to it.
/// @dev Warning: governance sets the schedule of coming weeks, within bounds; no past or running week can be changed.
interface IEmissions {
    /// @notice Week `fromWeek` has `budget` units, each later one `keepBps` / 10,000 of the one before.
    event ScheduleSet(uint256 indexed fromWeek, uint128 budget, uint16 keepBps);

    /// @notice `amount` units of the budget of `week` went to `recipient`.
    event Emitted(uint256 indexed week, address indexed recipient, uint256 amount);

    /// @notice `parameter` of the schedule is out of its bounds.
    error ScheduleOutOfBounds(bytes32 parameter, uint256 value, uint256 least, uint256 most);

    /// @notice Of the `budget` of `week` `spent` is gone: `amount` more would pass it.
    error BudgetExceeded(uint256 week, uint256 spent, uint256 amount, uint256 budget);

    /// @notice Sets the schedule from the next week on. Governance only.
    /// @dev Errors: `ScheduleOutOfBounds`.
    function setSchedule(uint128 budget, uint16 keepBps) external;

    /// @notice Gives `amount` units of the budget of `week` to `recipient`. Spenders only.
    /// @dev Errors: `BudgetExceeded`.
    function spend(uint256 week, address recipient, uint256 amount) external;

    /// @notice Budget of `week` in units of AIA, rounded down.
    function budgetOf(uint256 week) external view returns (uint256);

    /// @notice Units of the budget of `week` that were spent.
    function spentOf(uint256 week) external view returns (uint256);
}
