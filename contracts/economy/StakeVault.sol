// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title One staker's AGT, apart from all others so that it keeps its own votes.
contract StakeVault {
    using SafeERC20 for IERC20;

    address private immutable STAKE;
    address private immutable AGT;

    /// @notice Only the staking contract moves what lies here.
    error VaultCallerUnauthorized(address caller);

    modifier onlyStake() {
        require(msg.sender == STAKE, VaultCallerUnauthorized(msg.sender));
        _;
    }

    /// @dev Clones share the immutables of their implementation.
    constructor(address agt) {
        STAKE = msg.sender;
        AGT = agt;
    }

    /// @notice Delegates the votes of this vault.
    function delegate(address delegatee) external onlyStake {
        IVotes(AGT).delegate(delegatee);
    }

    /// @notice Sends `amount` units to `recipient`.
    function release(address recipient, uint256 amount) external onlyStake {
        IERC20(AGT).safeTransfer(recipient, amount);
    }
}
