// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title Balances inside the registry: bonds, refunds, fees and forfeits, to be withdrawn by their owners.
library Ledger {
    struct Book {
        mapping(address token => mapping(address account => uint256 amount)) balances;
    }

    /// @notice `account` has `balance` units of `token` in the registry, `amount` are needed.
    error BalanceInsufficient(address token, address account, uint256 balance, uint256 amount);

    /// @notice Adds `amount` units of `token` to the balance of `account`.
    function credit(Book storage self, address token, address account, uint256 amount) internal {
        if (amount > 0) self.balances[token][account] += amount;
    }

    /// @notice Takes `amount` units of `token` from the balance of `account`.
    function debit(Book storage self, address token, address account, uint256 amount) internal {
        uint256 balance = self.balances[token][account];
        require(balance >= amount, BalanceInsufficient(token, account, balance, amount));
        unchecked {
            self.balances[token][account] = balance - amount;
        }
    }
}
