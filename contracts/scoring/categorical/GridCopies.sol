// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "./Bits.sol";
import {Copies} from "./Copies.sol";
import {Grid} from "./Grid.sol";

/// @title Copied sheets among bit planes.
library GridCopies {
    uint256 private constant UNITS = 0x0001000100010001000100010001000100010001000100010001000100010001;
    uint256 private constant LOWS = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;

    /// @notice Fills `g.copies`, `g.answers` and `g.complete`.
    function mark(Grid memory g) internal pure {
        unchecked {
            uint256 codes =
                g.classes == 2
                    ? 1
                    : g.classes <= 4
                        ? 2
                        : 3;
            Copies.Candidates memory c = Copies.open(g.rows, g.items, codes);
            uint256 rare = rareAnswers(g);
            g.complete = type(uint256).max << g.rows;
            for (uint256 r = 0; r < g.rows; ++r) {
                _describe(g, g.planes + r * g.stride, rare, Copies.next(c), codes);
                uint256 answers = Copies.admit(c, r);
                Bits.store(g.answers + 32 * r, answers);
                if (answers == g.items) g.complete |= 1 << r;
            }
            Copies.cluster(c, g.copies);
        }
    }

    /// @notice Per class two planes: at most half, at most a quarter of the others gave this answer, seen from a pair that did.
    function rareAnswers(Grid memory g) internal pure returns (uint256 rare) {
        unchecked {
            rare = Bits.allocate(64 * g.classes * g.blocks);
            for (uint256 q = 0; q < g.words; ++q) {
                uint256 given;
                uint256 vote = g.votes + 32 * q;
                for (uint256 a = 0; a < g.classes; ++a) given += Bits.load(vote + 32 * a * g.words);
                uint256 plane = rare + 32 * (q >> 3);
                for (uint256 a = 0; a < g.classes; ++a) {
                    uint256 votes = Bits.load(vote + 32 * a * g.words);
                    Bits.store(plane, Bits.load(plane) | (_atLeast(given, 1, votes, 2) << (q & 7)));
                    plane += 32 * g.blocks;
                    Bits.store(plane, Bits.load(plane) | (_atLeast(given, 2, votes, 4) << (q & 7)));
                    plane += 32 * g.blocks;
                }
            }
        }
    }

    /// @dev Byte by byte: 1 where given + extra >= votes * times.
    function _atLeast(
        uint256 given,
        uint256 extra,
        uint256 votes,
        uint256 times
    ) private pure returns (uint256 bytes_) {
        unchecked {
            uint256 bias = (0x8000 + extra) * UNITS;
            uint256 even = (given & LOWS) + bias - (votes & LOWS) * times;
            uint256 odd = ((given >> 8) & LOWS) + bias - ((votes >> 8) & LOWS) * times;
            return ((even >> 15) & UNITS) | (((odd >> 15) & UNITS) << 8);
        }
    }

    /// @dev Writes a row's record at `to`; the code of class a is a - 1.
    function _describe(Grid memory g, uint256 row, uint256 rare, uint256 to, uint256 codes) private pure {
        unchecked {
            uint256 width = 32 * g.blocks;
            for (uint256 b = 0; b < width; b += 32) {
                Bits.store(to, Bits.load(row + b));
                _findRare(row + b, rare + b, width, g.classes, to + 32);
                for (uint256 e = 0; e < codes; ++e) Bits.store(to + 96 + 32 * e, _code(row + b, width, g.classes, e));
                to += 32 * (3 + codes);
            }
        }
    }

    /// @dev Writes two words: answers that at most half, and that at most a quarter of the others gave.
    function _findRare(uint256 row, uint256 rare, uint256 width, uint256 classes, uint256 to) private pure {
        assembly ("memory-safe") {
            let half := 0
            let quarter := 0
            for {
                let end := add(row, mul(width, classes))
            } lt(row, end) {} {
                row := add(row, width)
                let given := mload(row)
                half := or(half, and(given, mload(rare)))
                rare := add(rare, width)
                quarter := or(quarter, and(given, mload(rare)))
                rare := add(rare, width)
            }
            mstore(to, half)
            mstore(add(to, 32), quarter)
        }
    }

    /// @dev Bit e of the codes.
    function _code(uint256 row, uint256 width, uint256 classes, uint256 e) private pure returns (uint256 bits) {
        unchecked {
            for (uint256 a = 1; a < classes; ++a) if ((a >> e) & 1 != 0) bits |= Bits.load(row + (a + 1) * width);
        }
    }
}
