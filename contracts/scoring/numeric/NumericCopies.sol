// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "../categorical/Bits.sol";
import {CoinCopies} from "../categorical/CoinCopies.sol";
import {OneCoin} from "../categorical/OneCoin.sol";
import {Numbers} from "./NumericGrid.sol";

/// @title Copied sheets among rows of numbers.
library NumericCopies {
    uint256 private constant RESIDUES = 254;

    /// @notice Fills `m.copies`, comparing each answer by its residue modulo 254.
    function mark(Numbers memory m) internal pure {
        unchecked {
            OneCoin.Coins memory c;
            c.rows = m.rows;
            c.items = m.items;
            c.classes = RESIDUES;
            c.stride = (m.items + 31) & ~uint256(31);
            c.copies = m.copies;
            uint256 free = Bits.allocate(c.rows * c.stride);
            c.answers = free;
            for (uint256 r = 0; r < c.rows; ++r)
                _reduce(m.answers + 32 * m.items * r, m.items, c.answers + c.stride * r);
            CoinCopies.mark(c);
            assembly ("memory-safe") {
                mstore(0x40, free)
            }
        }
    }

    function _reduce(uint256 answer, uint256 items, uint256 target) private pure {
        assembly ("memory-safe") {
            for {
                let end := add(answer, shl(5, items))
            } lt(answer, end) {
                answer := add(answer, 32)
                target := add(target, 1)
            } {
                let given := mload(answer)
                if not(given) {
                    mstore8(target, add(mod(shr(8, given), 254), 1))
                }
            }
        }
    }
}
