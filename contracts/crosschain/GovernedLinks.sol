// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {CrosschainLinked} from "@openzeppelin/contracts/crosschain/CrosschainLinked.sol";

/// @notice One end of a bridge whose other ends are named by governance.
abstract contract GovernedLinks is AccessManaged, CrosschainLinked {
    constructor(address authority, Link[] memory links) AccessManaged(authority) CrosschainLinked(links) {}

    /// @notice Names the counterpart on another chain and the gateway to it, in place of earlier ones.
    /// @dev Warning: a counterpart can release or mint what it likes.
    /// @param gateway ERC-7786 gateway on this chain.
    /// @param counterpart Interoperable address of the other end.
    function link(address gateway, bytes calldata counterpart) external restricted {
        _setLink(gateway, counterpart, true);
    }
}
