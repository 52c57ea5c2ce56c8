// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Crosschain} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Crosschain.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";
import {GovernedLinks} from "./GovernedLinks.sol";

/// @title AGT on a satellite chain: only what is locked at home.
/// @notice Has no function that issues. Delegation works as at home, so that stakes do; proposals are voted on at home.
/// @dev Safety: supply is what the lockbox at home holds less what is under way, as long as the gateway delivers only what
/// was sent. A gateway that lies can mint up to `ISSUANCE_CAP` here, but release nothing at home beyond what is locked.
contract BridgedAGT is ERC20, ERC20Permit, ERC20Votes, ERC20Crosschain, GovernedLinks {
    /// @notice Most units of AGT that can ever be, on all chains.
    uint256 public constant ISSUANCE_CAP = 5_000_000_000e18;

    /// @notice More would be here than can be anywhere.
    error BridgedSupplyExceeded(uint256 supply, uint256 cap);

    /// @param authority AccessManager that says who may name counterparts.
    /// @param home Gateway on this chain and interoperable address of the lockbox at home.
    constructor(
        address authority,
        Link memory home
    ) ERC20("Alaya Governance", "AGT") ERC20Permit("Alaya Governance") GovernedLinks(authority, _one(home)) {}

    /// @notice Timestamps, as at home.
    function clock() public view override returns (uint48) {
        return Time.timestamp();
    }

    /// @notice See ERC-6372.
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @notice The next nonce of `owner`, shared by permits and delegations by signature.
    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
        require(totalSupply() <= ISSUANCE_CAP, BridgedSupplyExceeded(totalSupply(), ISSUANCE_CAP));
    }

    function _one(Link memory home) private pure returns (Link[] memory links) {
        links = new Link[](1);
        links[0] = home;
    }
}
