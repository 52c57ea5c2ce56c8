// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title Weeks of the economy, from Monday 00:00 UTC, in real time.
library Weeks {
    /// @dev 1 January 1970 was a Thursday.
    uint256 private constant MONDAY_OFFSET = 3 days;

    /// @notice Number of the week of `timestamp`; week 0 holds 1 January 1970.
    function numberOf(uint256 timestamp) internal pure returns (uint256) {
        return (timestamp + MONDAY_OFFSET) / 1 weeks;
    }

    /// @notice First second of `week`, from week 1 on.
    function start(uint256 week) internal pure returns (uint256) {
        return week * 1 weeks - MONDAY_OFFSET;
    }
}
