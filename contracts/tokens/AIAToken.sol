// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {Allocation} from "../types/Allocation.sol";

/// @title AIA, the reward token.
/// @notice 18 decimals, burnable, with permit (ERC-2612).
/// @dev Warning: whoever holds the minting role in the authority can mint without bound; the role is meant for
/// `Emissions` alone, which spends a weekly budget.
contract AIAToken is ERC20, ERC20Burnable, ERC20Permit, AccessManaged {
    /// @param authority AccessManager that says who may mint.
    /// @param genesis Who holds how much from the start.
    constructor(
        address authority,
        Allocation[] memory genesis
    ) ERC20("Alaya Reward", "AIA") ERC20Permit("Alaya Reward") AccessManaged(authority) {
        for (uint256 i = 0; i < genesis.length; ++i) {
            _mint(genesis[i].holder, genesis[i].amount);
        }
    }

    /// @notice Creates `amount` units for `account`.
    function mint(address account, uint256 amount) external restricted {
        _mint(account, amount);
    }
}
