// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "../categorical/Bits.sol";
import {Lanes32} from "./Lanes32.sol";
import {Numbers} from "./NumericGrid.sol";
import {NumericResidues} from "./NumericResidues.sol";

/// @title Copied sheets among rows of numbers.
/// @notice Numbers of honest rows are rarely equal, so that most pairs are dismissed by the lowest bits of their answers,
/// 256 to a word: numbers that are equal modulo 254 agree in them.
library NumericCopies {
    /// @dev `planes`: per row `size` bytes, for each 256 items the lowest bits of the answers and where there are any.
    /// `parents`: union-find forest, one word per row.
    struct Search {
        NumericResidues.Residues residues;
        uint256 planes;
        uint256 size;
        uint256 parents;
    }

    /// @notice Fills `m.copies`.
    function mark(Numbers memory m) internal pure {
        unchecked {
            uint256 free = Bits.allocate(0);
            Search memory search;
            search.size = 64 * ((m.items + 255) / 256);
            search.planes = Bits.allocate(search.size * m.rows);
            search.parents = Bits.allocate(32 * m.rows);
            for (uint256 r = 0; r < m.rows; ++r) {
                _describe(m, r, search.planes + search.size * r);
                Bits.store(search.parents + 32 * r, r);
            }
            for (uint256 r = 0; r < m.rows; ++r) {
                uint256 given = Bits.load(m.given + 32 * r);
                if (given < NumericResidues.COMMON || NumericResidues.isCommon(search.residues, r)) continue;
                _compare(search, m, r, (3 * given) / 10);
            }
            _measure(search.parents, m.rows, m.copies);
            Bits.release(free);
        }
    }

    /// @dev Writes a row's planes. What items there are none of is the same in all rows.
    function _describe(Numbers memory m, uint256 r, uint256 plane) private pure {
        unchecked {
            uint256 lane = m.lanes + m.stride * r;
            uint256 end = lane + m.stride;
            bool whole = Bits.load(m.given + 32 * r) == m.items;
            while (lane < end) {
                uint256 next = end - lane < 1024 ? end : lane + 1024;
                uint256 low = _gatherLowest(lane, next);
                Bits.store(plane, low);
                Bits.store(plane + 32, whole ? type(uint256).max : _gatherGiven(lane, next, m.absent));
                plane += 64;
                lane = next;
            }
        }
    }

    function _gatherLowest(uint256 lane, uint256 end) private pure returns (uint256 bits) {
        assembly ("memory-safe") {
            for {} lt(lane, end) {
                lane := add(lane, 32)
            } {
                bits := or(
                    shl(1, bits),
                    and(mload(lane), 0x0000000100000001000000010000000100000001000000010000000100000001)
                )
            }
        }
    }

    function _gatherGiven(uint256 lane, uint256 end, uint256 absent) private pure returns (uint256 bits) {
        unchecked {
            for (; lane < end; lane += 32)
                bits = (bits << 1) | (Lanes32.ONES ^ Lanes32.atLeast(Bits.load(lane), absent));
        }
    }

    /// @dev Links row r with its copies among the rows after it, which differ from it in at most `most` answers.
    function _compare(Search memory search, Numbers memory m, uint256 r, uint256 most) private pure {
        unchecked {
            uint256 x = search.planes + search.size * r;
            uint256 end = search.planes + search.size * m.rows;
            uint256 y = x;
            while (true) {
                y = _nextSuspect(x, y + search.size, end, search.size, most);
                if (y >= end) break;
                uint256 s = (y - search.planes) / search.size;
                // Rows of one cluster need not be compared again.
                uint256 own = _root(search.parents, r);
                uint256 other = _root(search.parents, s);
                if (own == other || !NumericResidues.areCopies(search.residues, m, r, s, most)) continue;
                Bits.store(search.parents + 32 * (own > other ? own : other), own < other ? own : other);
            }
        }
    }

    /// @dev The first row from `y` on with at most `most` lowest bits other than those of x.
    function _nextSuspect(
        uint256 x,
        uint256 y,
        uint256 end,
        uint256 size,
        uint256 most
    ) private pure returns (uint256 suspect) {
        assembly ("memory-safe") {
            for {} lt(y, end) {
                y := add(y, size)
            } {
                let different := 0
                let offset := 0
                for {} lt(offset, size) {
                    offset := add(offset, 64)
                } {
                    let own := add(x, offset)
                    let other := add(y, offset)
                    let z := and(xor(mload(own), mload(other)), and(mload(add(own, 32)), mload(add(other, 32))))
                    // As in `Bits.count`.
                    z := sub(z, and(shr(1, z), 0x5555555555555555555555555555555555555555555555555555555555555555))
                    z := add(
                        and(z, 0x3333333333333333333333333333333333333333333333333333333333333333),
                        and(shr(2, z), 0x3333333333333333333333333333333333333333333333333333333333333333)
                    )
                    z := and(add(z, shr(4, z)), 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f)
                    z := mod(z, 0xffff)
                    different := add(different, add(and(z, 0xff), shr(8, z)))
                    if gt(different, most) {
                        break
                    }
                }
                if iszero(gt(different, most)) {
                    break
                }
            }
            suspect := y
        }
    }

    /// @dev Writes the size of every row's cluster.
    function _measure(uint256 parents, uint256 rows, uint256 copies) private pure {
        unchecked {
            uint256 sizes = Bits.allocate(32 * rows);
            for (uint256 r = 0; r < rows; ++r) {
                uint256 size = sizes + 32 * _root(parents, r);
                Bits.store(size, Bits.load(size) + 1);
            }
            for (uint256 r = 0; r < rows; ++r) Bits.store(copies + 32 * r, Bits.load(sizes + 32 * _root(parents, r)));
        }
    }

    function _root(uint256 parents, uint256 r) private pure returns (uint256 root) {
        unchecked {
            root = r;
            for (uint256 parent = Bits.load(parents + 32 * root); parent != root;) {
                uint256 grand = Bits.load(parents + 32 * parent);
                Bits.store(parents + 32 * root, grand);
                root = grand;
                parent = Bits.load(parents + 32 * root);
            }
        }
    }
}
