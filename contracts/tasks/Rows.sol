// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {SheetRole} from "../types/Task.sol";

/// @title Packed rows of the call that settles: 90 bytes each.
library Rows {
    uint256 internal constant SIZE = 90;

    /// @dev Kind byte of the row of a model's predictions.
    bytes1 internal constant MODEL = bytes1(uint8(SheetRole.Model));

    struct Row {
        uint256 nullifier;
        address payout;
        address relayer;
        uint128 fee;
        SheetRole role;
        uint8 level;
    }

    /// @notice Row number `index`. An unknown role reads as a contributor's; the rolling hash then refuses it.
    function at(bytes calldata rows, uint256 index) internal pure returns (Row memory row) {
        bytes calldata raw = rows[index * SIZE:(index + 1) * SIZE];
        row.nullifier = uint256(bytes32(raw[0:32]));
        row.payout = address(bytes20(raw[32:52]));
        row.relayer = address(bytes20(raw[52:72]));
        row.fee = uint128(bytes16(raw[72:88]));
        row.role = raw[88] == 0x01 ? SheetRole.Reviewer : SheetRole.Contributor;
        row.level = uint8(raw[89]);
    }

    /// @notice Kind byte of a row for the scorer: role | tier << 2, tiers being levels 1–3, 4–6, 7–10.
    function kindOf(Row memory row) internal pure returns (bytes1) {
        uint8 tier =
            row.level <= 3
                ? 0
                : row.level <= 6
                    ? 1
                    : 2;
        return bytes1(uint8(row.role) | (tier << 2));
    }
}
