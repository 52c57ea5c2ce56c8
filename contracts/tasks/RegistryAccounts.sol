// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ITaskRegistry} from "../interfaces/ITaskRegistry.sol";
import {Ledger} from "./Ledger.sol";

/// @title The registry's money: what accounts hold in it, and tokens on their way in and out.
abstract contract RegistryAccounts is ITaskRegistry, ReentrancyGuardTransient {
    using Ledger for Ledger.Book;
    using SafeERC20 for IERC20;

    Ledger.Book internal _book;

    /// @inheritdoc ITaskRegistry
    function deposit(address token, address account, uint256 amount) external nonReentrant {
        _book.credit(token, account, amount);
        emit Deposited(token, account, amount);
        _receive(token, amount);
    }

    /// @inheritdoc ITaskRegistry
    function withdraw(address token, address recipient, uint256 amount) external nonReentrant {
        _book.debit(token, msg.sender, amount);
        emit Withdrawn(token, msg.sender, recipient, amount);
        IERC20(token).safeTransfer(recipient, amount);
    }

    /// @inheritdoc ITaskRegistry
    function permit(address token, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        // A copied permit may have been used already by somebody else: what counts is the allowance.
        try IERC20Permit(token).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {
            uint256 allowance = IERC20(token).allowance(msg.sender, address(this));
            require(allowance >= amount, PermitFailed(token, msg.sender, allowance));
        }
    }

    /// @inheritdoc ITaskRegistry
    function balanceOf(address token, address account) external view returns (uint256) {
        return _book.balances[token][account];
    }

    /// @dev Sends exactly `amount` to the caller, the settlement, or reverts: what it lacked would be missing from the
    /// claims of other tasks in the same token.
    function _pay(address token, uint256 amount) internal {
        uint256 before = IERC20(token).balanceOf(msg.sender);
        IERC20(token).safeTransfer(msg.sender, amount);
        uint256 received = IERC20(token).balanceOf(msg.sender) - before;
        require(received == amount, TokenAmountMismatch(token, amount, received));
    }

    /// @dev Takes exactly `amount` from the caller, or reverts.
    function _receive(address token, uint256 amount) internal {
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = IERC20(token).balanceOf(address(this)) - before;
        require(received == amount, TokenAmountMismatch(token, amount, received));
    }
}
