// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "../categorical/Bits.sol";
import {CoinCopies} from "../categorical/CoinCopies.sol";
import {OneCoin} from "../categorical/OneCoin.sol";
import {Lanes32} from "./Lanes32.sol";
import {Numbers} from "./NumericGrid.sol";

/// @title Copied sheets among rows of numbers, compared by residues modulo 254 as bytes.
/// @notice The rule of `Copies`. Numbers of honest rows are rarely equal, so that most pairs are dismissed by the lowest bits
/// of their answers, 256 to a word: numbers that are equal modulo 254 agree in them. Residues, and which answers are rare,
/// are found out only when a pair is suspected.
library NumericCopies {
    uint256 private constant COMMON = 6;
    uint256 private constant BITS = 13;
    uint256 private constant NOISY_BITS = 24;
    uint256 private constant RESIDUES = 254;
    uint256 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;
    uint256 private constant SEVENS = 0x7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f;

    /// @dev `planes`: per row `size` bytes, for each 256 items the lowest bits of the answers and where there are any.
    /// `rows.answers`: residues of the rows whose bit is set in `reduced`, and at these offsets from them `given`, 128 where
    /// a row answers, and `rare`, see `CoinCopies.rareAnswers`; each 0 until needed. `parents`: union-find forest, one word
    /// per row.
    struct Search {
        OneCoin.Coins rows;
        uint256 reduced;
        uint256 planes;
        uint256 size;
        uint256 given;
        uint256 rare;
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
                // A row whose rare answers are too few is nobody's copy.
                if (given < COMMON || (search.rare != 0 && _rareBits(search, r) < BITS)) continue;
                _compare(search, m, r, (3 * given) / 10);
            }
            _measure(search.parents, m.rows, m.copies);
            assembly ("memory-safe") {
                mstore(0x40, free)
            }
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
                bits := or(shl(1, bits), and(mload(lane), 0x0000000100000001000000010000000100000001000000010000000100000001))
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
                if (own == other || !_isCopy(search, m, r, s, most)) continue;
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

    /// @dev Whether rows r and s, which may differ in at most `most` answers, are copies.
    function _isCopy(
        Search memory search,
        Numbers memory m,
        uint256 r,
        uint256 s,
        uint256 most
    ) private pure returns (bool) {
        unchecked {
            OneCoin.Coins memory c = search.rows;
            if (c.answers == 0) _open(search, m);
            _reduce(search, m, r);
            _reduce(search, m, s);
            (uint256 stride, uint256 given) = (c.stride, search.given);
            (uint256 x, uint256 y) = (c.answers + stride * r, c.answers + stride * s);
            uint256 different = _differences(x, y, stride, given, most);
            if (different > most) return false;
            if (search.rare == 0) {
                for (uint256 i = 0; i < c.rows; ++i) _reduce(search, m, i);
                search.rare = CoinCopies.rareAnswers(c) - c.answers;
            }
            (uint256 common, uint256 bits) = _evidence(x, y, stride, given, search.rare);
            if (common < COMMON || 10 * different > 3 * common) return false;
            return (100 * different <= 3 * common && bits >= BITS) || bits >= NOISY_BITS + different;
        }
    }

    /// @dev Bits of all of a row's rare answers.
    function _rareBits(Search memory search, uint256 r) private pure returns (uint256 bits) {
        unchecked {
            uint256 rare = search.rows.answers + search.rare + search.rows.stride * r;
            for (uint256 end = rare + search.rows.stride; rare < end; rare += 32) {
                uint256 x = Bits.load(rare);
                bits += (((x & ONES) + ((x >> 1) & ONES)) * ONES) >> 248;
            }
        }
    }

    /// @dev Answers that both rows gave, and the bits of those on which they agree.
    function _evidence(
        uint256 x,
        uint256 y,
        uint256 stride,
        uint256 given,
        uint256 rare
    ) private pure returns (uint256 common, uint256 bits) {
        assembly ("memory-safe") {
            for {
                let end := add(x, stride)
            } lt(x, end) {
                x := add(x, 32)
                y := add(y, 32)
            } {
                let both := and(mload(add(x, given)), mload(add(y, given)))
                common := add(common, shr(248, mul(shr(7, both), ONES)))
                let z := xor(mload(x), mload(y))
                // 1 where they agree on an answer.
                z := shr(7, and(both, not(or(add(and(z, SEVENS), SEVENS), z))))
                let rare_ := mload(add(x, rare))
                bits := add(bits, shr(248, mul(add(and(rare_, z), and(shr(1, rare_), z)), ONES)))
            }
        }
    }

    /// @dev In how many answers that both gave two rows differ; no more than the first that are too many.
    function _differences(
        uint256 x,
        uint256 y,
        uint256 stride,
        uint256 given,
        uint256 most
    ) private pure returns (uint256 different) {
        assembly ("memory-safe") {
            for {
                let end := add(x, stride)
            } lt(x, end) {
                x := add(x, 32)
                y := add(y, 32)
            } {
                let z := xor(mload(x), mload(y))
                z := or(add(and(z, SEVENS), SEVENS), z)
                z := and(z, and(mload(add(x, given)), mload(add(y, given))))
                different := add(different, shr(248, mul(shr(7, z), ONES)))
                if gt(different, most) {
                    break
                }
            }
        }
    }

    /// @dev Makes room for the residues of all rows.
    function _open(Search memory search, Numbers memory m) private pure {
        unchecked {
            OneCoin.Coins memory c = search.rows;
            c.rows = m.rows;
            c.items = m.items;
            c.classes = RESIDUES;
            c.stride = (m.items + 31) & ~uint256(31);
            // Eight bytes are read and written as a word, the last of them beyond the end.
            c.answers = Bits.allocate(c.rows * c.stride + 32);
            search.given = Bits.allocate(c.rows * c.stride + 32) - c.answers;
        }
    }

    /// @dev Writes a row's residues plus 1, 0 where it was skipped, and 128 for each answer `given` further on, unless they
    /// are there.
    function _reduce(Search memory search, Numbers memory m, uint256 r) private pure {
        unchecked {
            if ((search.reduced >> r) & 1 == 1) return;
            search.reduced |= 1 << r;
            uint256 target = search.rows.answers + search.rows.stride * r;
            uint256 end = target + m.stride / 4;
            for (uint256 lanes = m.lanes + m.stride * r; target < end; lanes += 32) {
                uint256 x = Bits.load(lanes);
                uint256 answered = Lanes32.ONES ^ Lanes32.atLeast(x, m.absent);
                x = (Lanes32.modulo254(x) + Lanes32.ONES) & (answered * 0xff);
                _storeEight(target, Lanes32.narrow(x));
                _storeEight(target + search.given, Lanes32.narrow(answered) << 7);
                target += 8;
            }
        }
    }

    /// @dev Stores the first eight bytes of a word: what follows may be there already.
    function _storeEight(uint256 pointer, uint256 value) private pure {
        Bits.store(pointer, value | ((Bits.load(pointer) << 64) >> 64));
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

    function _root(uint256 parents, uint256 r) private pure returns (uint256) {
        unchecked {
            while (true) {
                uint256 parent = Bits.load(parents + 32 * r);
                if (parent == r) return r;
                uint256 grand = Bits.load(parents + 32 * parent);
                Bits.store(parents + 32 * r, grand);
                r = grand;
            }
            return r;
        }
    }
}
