// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {ERC20Crosschain} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Crosschain.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {GovernedLinks} from "./GovernedLinks.sol";

/// @title AIA on a satellite chain: only what is locked at home.
/// @notice Has no function that issues. What is burned here stays locked at home for ever.
contract BridgedAIA is ERC20, ERC20Burnable, ERC20Permit, ERC20Crosschain, GovernedLinks {
    /// @param authority AccessManager that says who may name counterparts.
    /// @param home Gateway on this chain and interoperable address of the lockbox at home.
    constructor(
        address authority,
        Link memory home
    ) ERC20("Alaya Reward", "AIA") ERC20Permit("Alaya Reward") GovernedLinks(authority, _one(home)) {}

    function _one(Link memory home) private pure returns (Link[] memory links) {
        links = new Link[](1);
        links[0] = home;
    }
}
