// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Pass} from "../types/Pass.sol";

/// @title The picture of a pass, drawn on the chain.
interface IPassPicture {
    /// @notice ERC-721 metadata of pass `passId` as a data URI of JSON, with an SVG inside.
    function tokenURI(uint256 passId, Pass calldata pass) external view returns (string memory);
}
