// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "./Bits.sol";
import {Copies} from "./Copies.sol";
import {Grid} from "./Grid.sol";
import {GridCopies} from "./GridCopies.sol";

/// @title `GridCopies` for two classes.
library TwoClassCopies {
    /// @notice Fills `g.copies`; `g.answers` are known.
    function mark(Grid memory g) internal pure {
        unchecked {
            uint256 free = Bits.allocate(0);
            Copies.Candidates memory c = Copies.open(g.rows, g.items, 1);
            uint256 rare = GridCopies.rareAnswers(g);
            uint256 row = g.planes;
            uint256 width = 32 * g.blocks;
            for (uint256 r = 0; r < g.rows; ++r) {
                uint256 to = Copies.next(c);
                uint256 counts;
                for (uint256 b = 0; b < width; b += 32) {
                    (uint256 half, uint256 quarter) = _describe(row + b, rare + b, width, to);
                    counts += Bits.countTwo(half, quarter, c.half);
                    to += 128;
                }
                Copies.keep(c, r, Bits.load(g.answers + 32 * r), counts);
                row += g.stride;
            }
            Copies.cluster(c, g.copies);
            // Nothing of this is needed any more: give the memory back.
            Bits.release(free);
        }
    }

    /// @dev Writes 256 items of a row's record at `to`; returns the answers that at most half, and that at most a quarter
    /// of the others gave.
    function _describe(
        uint256 row,
        uint256 rare,
        uint256 width,
        uint256 to
    ) private pure returns (uint256 half, uint256 quarter) {
        assembly ("memory-safe") {
            mstore(to, mload(row))
            row := add(row, width)
            let given := mload(row)
            half := and(given, mload(rare))
            rare := add(rare, width)
            quarter := and(given, mload(rare))
            rare := add(rare, width)
            given := mload(add(row, width))
            half := or(half, and(given, mload(rare)))
            quarter := or(quarter, and(given, mload(add(rare, width))))
            mstore(add(to, 32), half)
            mstore(add(to, 64), quarter)
            // The code of answer 2 is 1.
            mstore(add(to, 96), given)
        }
    }
}
