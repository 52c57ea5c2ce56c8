// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @notice A share of a token's supply at genesis.
/// @param holder Who receives it.
/// @param amount Units of the token (10^-18).
struct Allocation {
    address holder;
    uint256 amount;
}
