// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "../categorical/Bits.sol";
import {CoinCopies} from "../categorical/CoinCopies.sol";
import {OneCoin} from "../categorical/OneCoin.sol";
import {Lanes32} from "./Lanes32.sol";
import {Numbers} from "./NumericGrid.sol";

/// @title Copied sheets among rows of numbers, compared by residues modulo 254 as bytes.
/// @notice The rule of `Copies`. Numbers of honest rows are rarely equal, so that most pairs are dismissed by their first
/// answers, and which answers are rare is found out only when a pair is suspected.
library NumericCopies {
    uint256 private constant COMMON = 6;
    uint256 private constant BITS = 13;
    uint256 private constant NOISY_BITS = 24;
    uint256 private constant RESIDUES = 254;
    uint256 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;
    uint256 private constant SEVENS = 0x7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f;

    /// @dev Offsets from a row's bytes: `given`, 128 where it answers, and `rare`, see `CoinCopies.rareAnswers`; 0 until
    /// needed. `parents`: union-find forest, one word per row.
    struct Search {
        OneCoin.Coins rows;
        uint256 given;
        uint256 rare;
        uint256 parents;
    }

    /// @notice Fills `m.copies`.
    function mark(Numbers memory m) internal pure {
        unchecked {
            Search memory search;
            OneCoin.Coins memory c = search.rows;
            c.rows = m.rows;
            c.items = m.items;
            c.classes = RESIDUES;
            c.stride = (m.items + 31) & ~uint256(31);
            // Eight bytes are written as a word, the last of them beyond the end.
            uint256 free = Bits.allocate(c.rows * c.stride + 32);
            c.answers = free;
            search.given = Bits.allocate(c.rows * c.stride + 32) - free;
            search.parents = Bits.allocate(32 * c.rows);
            for (uint256 r = 0; r < c.rows; ++r) {
                _reduce(m.lanes + m.stride * r, m.stride, c.answers + c.stride * r, search.given, m.absent);
                Bits.store(search.parents + 32 * r, r);
            }
            for (uint256 r = 0; r < c.rows; ++r) {
                uint256 given = Bits.load(m.given + 32 * r);
                if (given >= COMMON) _compare(search, r, 3 * given);
            }
            _measure(search.parents, c.rows, m.copies);
            assembly ("memory-safe") {
                mstore(0x40, free)
            }
        }
    }

    /// @dev Writes a row's residues plus 1, 0 where it was skipped, and 128 for each answer `given` further on.
    function _reduce(uint256 lanes, uint256 size, uint256 target, uint256 given, uint256 absent) private pure {
        unchecked {
            for (uint256 end = lanes + size; lanes < end; lanes += 32) {
                uint256 x = Bits.load(lanes);
                uint256 answered = Lanes32.ONES ^ Lanes32.atLeast(x, absent);
                x = (Lanes32.modulo254(x) + Lanes32.ONES) & (answered * 0xff);
                Bits.store(target, Lanes32.narrow(x));
                Bits.store(target + given, Lanes32.narrow(answered) << 7);
                target += 8;
            }
        }
    }

    /// @dev Links row r with its copies among the rows after it. few: three times its answers.
    function _compare(Search memory search, uint256 r, uint256 few) private pure {
        unchecked {
            OneCoin.Coins memory c = search.rows;
            uint256 stride = c.stride;
            uint256 x = c.answers + stride * r;
            uint256 end = c.answers + stride * c.rows;
            uint256 y = x;
            while (true) {
                uint256 different;
                (y, different) = _nextSimilar(x, y + stride, end, stride, search.given, few);
                if (y >= end) break;
                // Rows of one cluster need not be compared again.
                uint256 own = _root(search.parents, r);
                uint256 other = _root(search.parents, (y - c.answers) / stride);
                if (own == other || !_isCopy(search, x, y, different)) continue;
                Bits.store(search.parents + 32 * (own > other ? own : other), own < other ? own : other);
            }
        }
    }

    /// @dev The first row from `y` on that differs from x in at most few / 10 answers that both gave, and in how many.
    function _nextSimilar(
        uint256 x,
        uint256 y,
        uint256 end,
        uint256 stride,
        uint256 given,
        uint256 few
    ) private pure returns (uint256 similar, uint256 different) {
        assembly ("memory-safe") {
            for {} lt(y, end) {
                y := add(y, stride)
            } {
                different := 0
                for {
                    let own := x
                    let other := y
                } lt(own, add(x, stride)) {
                    own := add(own, 32)
                    other := add(other, 32)
                } {
                    let z := xor(mload(own), mload(other))
                    z := or(add(and(z, SEVENS), SEVENS), z)
                    z := and(z, and(mload(add(own, given)), mload(add(other, given))))
                    different := add(different, shr(248, mul(shr(7, z), ONES)))
                    if gt(mul(10, different), few) {
                        break
                    }
                }
                if iszero(gt(mul(10, different), few)) {
                    break
                }
            }
            similar := y
        }
    }

    function _isCopy(Search memory search, uint256 x, uint256 y, uint256 different) private pure returns (bool) {
        unchecked {
            OneCoin.Coins memory c = search.rows;
            (uint256 stride, uint256 given) = (c.stride, search.given);
            uint256 common;
            for (uint256 b = 0; b < stride; b += 32)
                common += _sum((Bits.load(x + given + b) & Bits.load(y + given + b)) >> 7);
            if (common < COMMON || 10 * different > 3 * common) return false;
            if (search.rare == 0) search.rare = CoinCopies.rareAnswers(c) - c.answers;
            uint256 bits;
            for (uint256 b = 0; b < stride; b += 32) {
                uint256 z = Bits.load(x + b) ^ Bits.load(y + b);
                z = ~(((z & SEVENS) + SEVENS) | z) & Bits.load(x + given + b);
                // 1 where they agree on an answer.
                z = (z >> 7) & ONES;
                uint256 rare = Bits.load(x + search.rare + b);
                bits += _sum((rare & z) + ((rare >> 1) & z));
            }
            return (100 * different <= 3 * common && bits >= BITS) || bits >= NOISY_BITS + different;
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

    /// @dev Sum of the bytes of a word, at most 255.
    function _sum(uint256 x) private pure returns (uint256) {
        unchecked {
            return (x * ONES) >> 248;
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
