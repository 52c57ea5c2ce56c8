// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "./Bits.sol";

/// @title Clusters of copied sheets.
/// @notice Two rows are linked when their agreement is far above what the other answers explain. An agreement counts one
/// bit when at most half of the others gave that answer, two when at most a quarter did.
library Copies {
    /// @dev More than fewer than six common answers hold, so that these need no check of their own.
    uint256 private constant BITS = 13;
    uint256 private constant NOISY_BITS = 24;
    uint256 private constant HEAD = 128;

    /// @notice The sheets that could be copies. A record: row, number of answers, bits of its rare answers, their number,
    /// then per 256 items the planes [answered, rare, rarer, `codes` (1, 2, 3 or 8) planes of the answer's binary code].
    /// @param size Bytes per record.
    /// @param first Address of the first record.
    /// @param parents Union-find forest, one word per row; 0 as long as no two are copies.
    /// @param half At most 128 items: planes use the low halves of bytes only.
    struct Candidates {
        uint256 rows;
        uint256 items;
        uint256 blocks;
        uint256 codes;
        uint256 size;
        uint256 first;
        uint256 length;
        uint256 parents;
        bool half;
    }

    /// @notice Room for `rows` records.
    function open(uint256 rows, uint256 items, uint256 codes) internal pure returns (Candidates memory c) {
        unchecked {
            c.rows = rows;
            c.items = items;
            c.blocks = (items + 255) / 256;
            c.codes = codes;
            c.half = items <= 128;
            c.size = HEAD + 32 * (3 + codes) * c.blocks;
            c.first = Bits.allocate(c.size * rows);
        }
    }

    /// @notice Address of the planes of the record to be written next.
    function next(Candidates memory c) internal pure returns (uint256) {
        unchecked {
            return c.first + c.length * c.size + HEAD;
        }
    }

    /// @notice Keeps the record just written, for row `r`, unless it has too few rare answers to be anybody's copy.
    /// @return answers Number of the row's answers.
    function admit(Candidates memory c, uint256 r) internal pure returns (uint256 answers) {
        unchecked {
            uint256 plane = next(c);
            uint256 rare;
            for (uint256 b = 0; b < c.blocks; ++b) {
                answers += Bits.count(Bits.load(plane));
                rare += Bits.countTwo(Bits.load(plane + 32), Bits.load(plane + 64), c.half);
                plane += 32 * (3 + c.codes);
            }
            keep(c, r, answers, rare);
        }
    }

    /// @notice The same, given the number of the row's answers, and of the rare ones | of the rarer ones << 128.
    function keep(Candidates memory c, uint256 r, uint256 answers, uint256 rare) internal pure {
        unchecked {
            uint256 record = c.first + c.length * c.size;
            uint256 evidence = (rare >> 128) + uint128(rare);
            Bits.store(record, r);
            Bits.store(record + 32, answers);
            Bits.store(record + 64, evidence);
            Bits.store(record + 96, uint128(rare));
            if (evidence >= BITS) ++c.length;
        }
    }

    /// @notice Writes the size of every row's cluster to the `rows` words at `copies`, which hold 1 before.
    function cluster(Candidates memory c, uint256 copies) internal pure {
        unchecked {
            if (c.length < 2) return;
            _compareAll(c);
            if (c.parents == 0) return;
            uint256 sizes = Bits.allocate(32 * c.rows);
            for (uint256 r = 0; r < c.rows; ++r) {
                uint256 size = sizes + 32 * _root(c.parents, r);
                Bits.store(size, Bits.load(size) + 1);
            }
            for (uint256 r = 0; r < c.rows; ++r)
                Bits.store(copies + 32 * r, Bits.load(sizes + 32 * _root(c.parents, r)));
        }
    }

    /// @dev Compares all pairs of candidates that could be copies by their numbers of rare answers. What is rare in one
    /// row and not in the other they answered differently, or the other skipped it.
    function _compareAll(Candidates memory c) private pure {
        unchecked {
            uint256 order = Bits.allocate(32 * c.length);
            uint256 ends = _sort(c, order);
            uint256 last = order + 32 * c.length;
            for (uint256 from = order; from < last;) {
                uint256 x = Bits.load(from);
                from += 32;
                uint256 most = _mostDifferent(x);
                uint256 rare = Bits.load(x + 96) + most + c.items - Bits.load(x + 32);
                uint256 end = order + 32 * ((ends >> (8 * _bucket(rare < c.items ? rare : c.items, c.items))) & 0xff);
                _compare(c, x, from, end, most);
            }
        }
    }

    /// @dev Compares `x` with the candidates in the order of addresses from `y` to `end`.
    function _compare(Candidates memory c, uint256 x, uint256 y, uint256 end, uint256 most) private pure {
        unchecked {
            uint256 step = 32 * (3 + c.codes);
            bool small = c.size == 256;
            while (y < end) {
                uint256 different;
                (y, different) = small ? _nextSimilar(x, y, end, most) : _nextSuspect(x, y, end, most, c.size, step);
                if (y < end) _link(c, x, Bits.load(y), different);
                y += 32;
            }
        }
    }

    /// @dev Writes the candidates' addresses to `order`, by buckets of rising numbers of rare answers.
    /// @return ends One byte per bucket, the first one lowest: how many candidates there are in it and before.
    function _sort(Candidates memory c, uint256 order) private pure returns (uint256 ends) {
        unchecked {
            uint256 end = c.first + c.length * c.size;
            uint256 sizes;
            for (uint256 x = c.first; x < end; x += c.size) sizes += 1 << (8 * _bucket(Bits.load(x + 96), c.items));
            // Byte by byte the sum of all bytes up to it: at most 255.
            ends = sizes * 0x0101010101010101010101010101010101010101010101010101010101010101;
            uint256 starts = ends << 8;
            for (uint256 x = c.first; x < end; x += c.size) {
                uint256 shift = 8 * _bucket(Bits.load(x + 96), c.items);
                Bits.store(order + 32 * ((starts >> shift) & 0xff), x);
                starts += 1 << shift;
            }
        }
    }

    /// @dev One of 32 buckets for a number of 0..items.
    function _bucket(uint256 rare, uint256 items) private pure returns (uint256) {
        unchecked {
            return (32 * rare) / (items + 1);
        }
    }

    /// @dev Copies of `x` disagree with it on at most so many items: 30% of its answers, and of what its rare answers
    /// leave; or 3%.
    function _mostDifferent(uint256 x) private pure returns (uint256 most) {
        unchecked {
            uint256 answers = Bits.load(x + 32);
            uint256 evidence = Bits.load(x + 64);
            most = (3 * answers) / 10;
            if (evidence < most + NOISY_BITS) most = evidence < NOISY_BITS ? 0 : evidence - NOISY_BITS;
            uint256 few = (3 * answers) / 100;
            if (most < few) most = few;
        }
    }

    /// @dev Joins the clusters of two candidates if they are copies.
    function _link(Candidates memory c, uint256 x, uint256 y, uint256 different) private pure {
        unchecked {
            if (Bits.load(y + 64) < different + NOISY_BITS && 100 * different > 3 * Bits.load(y + 32)) return;
            if (!_isCopy(c, x + HEAD, y + HEAD, different)) return;
            if (c.parents == 0) {
                c.parents = Bits.allocate(32 * c.rows);
                for (uint256 i = 0; i < c.rows; ++i) Bits.store(c.parents + 32 * i, i);
            }
            uint256 r = _root(c.parents, Bits.load(x));
            uint256 s = _root(c.parents, Bits.load(y));
            Bits.store(c.parents + 32 * (r > s ? r : s), r < s ? r : s);
        }
    }

    /// @dev The first candidate from `y` on, in the order of addresses that end at `end`, that disagrees with `x` on at
    /// most `most` items.
    /// @param size Bytes per record, `step` bytes per 256 items of it.
    function _nextSuspect(
        uint256 x,
        uint256 y,
        uint256 end,
        uint256 most,
        uint256 size,
        uint256 step
    ) private pure returns (uint256 suspect, uint256 different) {
        assembly ("memory-safe") {
            for {} lt(y, end) {
                y := add(y, 32)
            } {
                different := 0
                let p := add(x, HEAD)
                let q := add(mload(y), HEAD)
                for {
                    let last := add(x, size)
                } and(lt(p, last), iszero(gt(different, most))) {
                    p := add(p, step)
                    q := add(q, step)
                } {
                    let z := xor(mload(add(p, 96)), mload(add(q, 96)))
                    for {
                        let code := 128
                    } lt(code, step) {
                        code := add(code, 32)
                    } {
                        z := or(z, xor(mload(add(p, code)), mload(add(q, code))))
                    }
                    z := and(z, and(mload(p), mload(q)))
                    z := sub(z, and(shr(1, z), 0x5555555555555555555555555555555555555555555555555555555555555555))
                    z := add(
                        and(z, 0x3333333333333333333333333333333333333333333333333333333333333333),
                        and(shr(2, z), 0x3333333333333333333333333333333333333333333333333333333333333333)
                    )
                    z := and(add(z, shr(4, z)), 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f)
                    // As in `Bits.count`.
                    z := mod(z, 0xffff)
                    different := add(different, add(and(z, 0xff), shr(8, z)))
                }
                if iszero(gt(different, most)) {
                    break
                }
            }
            suspect := y
        }
    }

    /// @dev The same for two classes and at most 256 items: the loop in which small tasks spend much of their gas.
    function _nextSimilar(
        uint256 x,
        uint256 y,
        uint256 end,
        uint256 most
    ) private pure returns (uint256 similar, uint256 different) {
        assembly ("memory-safe") {
            let answered := mload(add(x, HEAD))
            let code := mload(add(x, 224))
            for {} lt(y, end) {
                y := add(y, 32)
            } {
                let z := mload(y)
                z := and(and(xor(code, mload(add(z, 224))), answered), mload(add(z, HEAD)))
                z := sub(z, and(shr(1, z), 0x5555555555555555555555555555555555555555555555555555555555555555))
                z := add(
                    and(z, 0x3333333333333333333333333333333333333333333333333333333333333333),
                    and(shr(2, z), 0x3333333333333333333333333333333333333333333333333333333333333333)
                )
                z := and(add(z, shr(4, z)), 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f)
                // As in `Bits.count`.
                z := mod(z, 0xffff)
                different := add(and(z, 0xff), shr(8, z))
                if iszero(gt(different, most)) {
                    break
                }
            }
            similar := y
        }
    }

    /// @dev 1 where the codes of two answers differ.
    function _differing(uint256 x, uint256 y, uint256 codes) private pure returns (uint256 bits) {
        assembly ("memory-safe") {
            bits := xor(mload(add(x, 96)), mload(add(y, 96)))
            if gt(codes, 1) {
                bits := or(bits, xor(mload(add(x, 128)), mload(add(y, 128))))
                for {
                    let end := add(x, shl(5, add(codes, 3)))
                    x := add(x, 160)
                    y := add(y, 160)
                } lt(x, end) {
                    x := add(x, 32)
                    y := add(y, 32)
                } {
                    bits := or(bits, xor(mload(x), mload(y)))
                }
            }
        }
    }

    function _isCopy(Candidates memory c, uint256 x, uint256 y, uint256 different) private pure returns (bool) {
        unchecked {
            uint256 common;
            uint256 bits;
            uint256 step = 32 * (3 + c.codes);
            for (uint256 end = x + step * c.blocks; x < end; x += step) {
                uint256 both = Bits.load(x) & Bits.load(y);
                common += Bits.count(both);
                uint256 agreed = both & ~_differing(x, y, c.codes);
                bits += Bits.countTwo(agreed & Bits.load(x + 32), agreed & Bits.load(x + 64), c.half);
                y += step;
            }
            bits = (bits >> 128) + uint128(bits);
            if (100 * different <= 3 * common && bits >= BITS) return true;
            return 10 * different <= 3 * common && bits >= NOISY_BITS + different;
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
