// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "../categorical/Bits.sol";
import {CoinCopies} from "../categorical/CoinCopies.sol";
import {OneCoin} from "../categorical/OneCoin.sol";
import {Lanes32} from "./Lanes32.sol";
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
            // Eight bytes are written as a word, the last of them beyond the end.
            uint256 free = Bits.allocate(c.rows * c.stride + 32);
            c.answers = free;
            for (uint256 r = 0; r < c.rows; ++r) _reduce(m.lanes + m.stride * r, m.stride, c.answers + c.stride * r);
            CoinCopies.mark(c);
            assembly ("memory-safe") {
                mstore(0x40, free)
            }
        }
    }

    function _reduce(uint256 lanes, uint256 size, uint256 target) private pure {
        unchecked {
            for (uint256 end = lanes + size; lanes < end; lanes += 32) {
                uint256 x = Bits.load(lanes);
                uint256 skipped = Lanes32.atLeast(x, type(uint256).max);
                uint256 residues = (Lanes32.modulo254(x) + Lanes32.ONES) & ~(skipped * 0xff);
                Bits.store(target, Lanes32.narrow(residues));
                target += 8;
            }
        }
    }
}
