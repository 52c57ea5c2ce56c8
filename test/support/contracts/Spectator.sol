// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title Looks at other contracts when it is called, as a protocol that reads ours in the middle of a transfer would.
contract Spectator {
    /// @notice What each look returned, in order.
    bytes[] public seen;

    error LookFailed(address target);

    function look(address[] calldata targets, bytes[] calldata calls) external {
        for (uint256 i = 0; i < targets.length; ++i) {
            (bool success, bytes memory result) = targets[i].staticcall(calls[i]);
            require(success, LookFailed(targets[i]));
            seen.push(result);
        }
    }
}
