// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {ISettlement} from "../interfaces/ISettlement.sol";
import {SheetRole, Task, TaskId} from "../types/Task.sol";

/// @title Packed rows of the call that settles: 90 bytes each.
library Rows {
    uint256 internal constant SIZE = 90;

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

    /// @notice Reads all rows in one pass: the same as `at`, `kindOf` and `Commitments.append` row by row, at a tenth of
    /// the gas.
    /// @dev The lengths must fit: `rows` holds `count` rows, and `answers` as many sheets of `rowBytes`.
    /// @return acc The rolling hash of all sheets.
    /// @return fees Sum of the relayer fees.
    /// @return kinds One byte per row for the scorer, with room for a model's.
    function read(
        bytes calldata rows,
        bytes calldata answers,
        uint256 count,
        uint256 rowBytes
    ) internal pure returns (uint240 acc, uint256 fees, bytes memory kinds) {
        kinds = new bytes(count + 1);
        assembly ("memory-safe") {
            mstore(kinds, count)
            let kind := add(kinds, 32)
            let sheet := answers.offset
            let row := rows.offset
            let scratch := mload(0x40)
            for {
                let end := add(row, mul(count, SIZE))
            } lt(row, end) {
                row := add(row, SIZE)
                sheet := add(sheet, rowBytes)
                kind := add(kind, 1)
            } {
                calldatacopy(scratch, sheet, rowBytes)
                let answersHash := keccak256(scratch, rowBytes)
                // The last word of a row ends with fee, role and level.
                let tail := calldataload(add(row, 58))
                let level := and(tail, 0xff)
                let role := eq(and(shr(8, tail), 0xff), 1)
                let fee := and(shr(16, tail), 0xffffffffffffffffffffffffffffffff)
                fees := add(fees, fee)
                mstore8(kind, or(role, shl(2, add(gt(level, 3), gt(level, 6)))))
                mstore(scratch, acc)
                mstore(add(scratch, 32), calldataload(row))
                mstore(add(scratch, 64), role)
                mstore(add(scratch, 96), level)
                mstore(add(scratch, 128), shr(96, calldataload(add(row, 32))))
                mstore(add(scratch, 160), shr(96, calldataload(add(row, 52))))
                mstore(add(scratch, 192), fee)
                mstore(add(scratch, 224), answersHash)
                acc := and(keccak256(scratch, 256), 0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff)
            }
        }
    }

    /// @notice Reverts unless rows and sheets are those revealed, all of them, in order: only then do they give the
    /// rolling hash.
    function requireRevealed(
        TaskId taskId,
        Task memory task,
        bytes calldata rows,
        bytes calldata answers
    ) internal pure returns (bytes memory kinds, uint256 fees) {
        uint256 count = task.reveals;
        require(
            rows.length == count * SIZE && answers.length == count * task.rowBytes,
            ISettlement.RowCountMismatch(taskId, count, rows.length / SIZE)
        );
        uint240 acc;
        (acc, fees, kinds) = read(rows, answers, count, task.rowBytes);
        require(acc == task.revealHash, ISettlement.RevealHashMismatch(taskId, task.revealHash, acc));
    }

    /// @notice Adds a model's kind byte to those that `read` returned.
    function addModel(bytes memory kinds) internal pure {
        assembly ("memory-safe") {
            let count := mload(kinds)
            mstore(kinds, add(count, 1))
            // Role 2, tier 0.
            mstore8(add(add(kinds, 32), count), 2)
        }
    }
}
