// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {BridgeERC20} from "@openzeppelin/contracts/crosschain/bridges/BridgeERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {GovernedLinks} from "./GovernedLinks.sol";

/// @title Home end of a token's bridge: what is on other chains is locked here.
/// @notice Safety: releases never exceed what was locked, whatever messages arrive. Liveness: a message can be delivered
/// for ever; a release fails only while the token itself refuses.
contract TokenLockbox is BridgeERC20, GovernedLinks {
    /// @param authority AccessManager that says who may name counterparts.
    /// @param token The token as issued at home, without fees on transfers.
    constructor(address authority, IERC20 token) BridgeERC20(token) GovernedLinks(authority, new Link[](0)) {}
}
