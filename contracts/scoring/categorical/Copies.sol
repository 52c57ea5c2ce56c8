// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "./Bits.sol";

/// @title Clusters of copied sheets.
/// @notice Two rows are linked when their agreement is far above what the other answers explain. An agreement counts one
/// bit when at most half of the others gave that answer, two when at most a quarter did.
library Copies {
    uint256 private constant COMMON = 6;
    uint256 private constant BITS = 13;
    uint256 private constant NOISY_BITS = 24;
    uint256 private constant HEAD = 96;

    /// @notice The sheets that could be copies. A record: row, number of answers, bits of its rare answers, then per 256 items the planes
    /// [answered, rare, rarer, `codes` (1, 2, 3 or 8) planes of the answer's binary code].
    /// @param size Bytes per record.
    /// @param first Address of the first record.
    /// @param parents Union-find forest, one word per row.
    /// @param half At most 128 items: planes use the low halves of bytes only.
    /// @param linked Whether any two are copies.
    struct Candidates {
        uint256 rows;
        uint256 blocks;
        uint256 codes;
        uint256 size;
        uint256 first;
        uint256 length;
        uint256 parents;
        bool half;
        bool linked;
    }

    /// @notice Room for `rows` records.
    function open(uint256 rows, uint256 items, uint256 codes) internal pure returns (Candidates memory c) {
        unchecked {
            c.rows = rows;
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
            uint256 record = c.first + c.length * c.size;
            uint256 plane = record + HEAD;
            uint256 evidence;
            for (uint256 b = 0; b < c.blocks; ++b) {
                answers += Bits.count(Bits.load(plane));
                uint256 rare = Bits.countTwo(Bits.load(plane + 32), Bits.load(plane + 64), c.half);
                evidence += (rare >> 128) + uint128(rare);
                plane += 32 * (3 + c.codes);
            }
            Bits.store(record, r);
            Bits.store(record + 32, answers);
            Bits.store(record + 64, evidence);
            if (evidence >= BITS && answers >= COMMON) ++c.length;
        }
    }

    /// @notice Writes the size of every row's cluster to the `rows` words at `copies`, which hold 1 before.
    function cluster(Candidates memory c, uint256 copies) internal pure {
        unchecked {
            if (c.length < 2) return;
            c.parents = Bits.allocate(32 * c.rows);
            for (uint256 r = 0; r < c.rows; ++r) Bits.store(c.parents + 32 * r, r);
            if (c.half && c.codes == 1) _compareHalves(c);
            else _compareAll(c);
            if (!c.linked) return;
            uint256 sizes = Bits.allocate(32 * c.rows);
            for (uint256 r = 0; r < c.rows; ++r) {
                uint256 size = sizes + 32 * _root(c.parents, r);
                Bits.store(size, Bits.load(size) + 1);
            }
            for (uint256 r = 0; r < c.rows; ++r)
                Bits.store(copies + 32 * r, Bits.load(sizes + 32 * _root(c.parents, r)));
        }
    }

    /// @dev Compares all pairs of candidates.
    function _compareAll(Candidates memory c) private pure {
        unchecked {
            uint256 end = c.first + c.length * c.size;
            for (uint256 x = c.first; x < end; x += c.size) {
                uint256 y = x;
                while (true) {
                    uint256 different;
                    (y, different) = _nextSuspect(c, x, y + c.size);
                    if (y >= end) break;
                    _link(c, x, y, different);
                }
            }
        }
    }

    /// @dev The same for two classes and at most 128 items: two candidates share a word, and are compared with a third one
    /// at once.
    function _compareHalves(Candidates memory c) private pure {
        unchecked {
            uint256 pairs = Bits.allocate(32 * (c.length + 1));
            for (uint256 i = 0; i < c.length; ++i) {
                uint256 pair = pairs + 64 * (i >> 1);
                uint256 shift = 4 * (i & 1);
                uint256 plane = c.first + i * c.size + HEAD;
                Bits.store(pair, Bits.load(pair) | (Bits.load(plane) << shift));
                Bits.store(pair + 32, Bits.load(pair + 32) | (Bits.load(plane + 96) << shift));
            }
            uint256 end = pairs + 32 * (c.length + (c.length & 1));
            for (uint256 i = 0; i < c.length; ++i) {
                uint256 x = c.first + i * c.size;
                uint256 most = _mostDifferent(x);
                uint256 pair = pairs + 64 * ((i + 1) >> 1);
                while (true) {
                    uint256 low;
                    uint256 high;
                    (pair, low, high) = _nextHalves(x + HEAD, pair, end, most);
                    if (pair >= end) break;
                    uint256 j = (pair - pairs) / 32;
                    uint256 y = c.first + j * c.size;
                    if (low <= most && j > i) _link(c, x, y, low);
                    if (high <= most && j + 1 < c.length) _link(c, x, y + c.size, high);
                    pair += 64;
                }
            }
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

    /// @dev The first pair of candidates of which one disagrees with the candidate at `plane` on at most `most` items.
    function _nextHalves(
        uint256 plane,
        uint256 pair,
        uint256 end,
        uint256 most
    ) private pure returns (uint256 found, uint256 low, uint256 high) {
        assembly ("memory-safe") {
            // Both halves of every byte.
            let answered := mul(mload(plane), 17)
            let code := mul(mload(add(plane, 96)), 17)
            for {} lt(pair, end) {
                pair := add(pair, 64)
            } {
                let z := and(and(xor(code, mload(add(pair, 32))), answered), mload(pair))
                // As in `Bits.countHalves`.
                z := sub(z, and(shr(1, z), 0x5555555555555555555555555555555555555555555555555555555555555555))
                z := add(
                    and(z, 0x3333333333333333333333333333333333333333333333333333333333333333),
                    and(shr(2, z), 0x3333333333333333333333333333333333333333333333333333333333333333)
                )
                low := mod(and(z, 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f), 255)
                high := mod(and(shr(4, z), 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f), 255)
                if or(iszero(gt(low, most)), iszero(gt(high, most))) {
                    break
                }
            }
            found := pair
        }
    }

    /// @dev Joins the clusters of two candidates if they are copies.
    function _link(Candidates memory c, uint256 x, uint256 y, uint256 different) private pure {
        unchecked {
            if (Bits.load(y + 64) < different + NOISY_BITS && 100 * different > 3 * Bits.load(y + 32)) return;
            if (!_isCopy(c, x + HEAD, y + HEAD, different)) return;
            c.linked = true;
            uint256 r = _root(c.parents, Bits.load(x));
            uint256 s = _root(c.parents, Bits.load(y));
            Bits.store(c.parents + 32 * (r > s ? r : s), r < s ? r : s);
        }
    }

    /// @dev The first record from `y` on that could be a copy of `x` by the number of disagreements.
    function _nextSuspect(
        Candidates memory c,
        uint256 x,
        uint256 y
    ) private pure returns (uint256 suspect, uint256 different) {
        unchecked {
            uint256 size = c.size;
            uint256 end = c.first + c.length * size;
            uint256 most = _mostDifferent(x);
            bool small = c.blocks == 1;
            for (; y < end; y += size) {
                if (small) return _nextSimilar(x, y, end, most, size);
                different = _differences(x + HEAD, y + HEAD, c.blocks, c.codes);
                if (different <= most) break;
            }
            return (y, different);
        }
    }

    /// @dev The same when a plane is one word: the loop in which small tasks spend most of their gas.
    function _nextSimilar(
        uint256 x,
        uint256 y,
        uint256 end,
        uint256 most,
        uint256 size
    ) private pure returns (uint256 similar, uint256 different) {
        assembly ("memory-safe") {
            let answered := mload(add(x, HEAD))
            let code := mload(add(x, 192))
            for {} lt(y, end) {
                y := add(y, size)
            } {
                let z := xor(code, mload(add(y, 192)))
                for {
                    let code_ := 224
                } lt(code_, size) {
                    code_ := add(code_, 32)
                } {
                    z := or(z, xor(mload(add(x, code_)), mload(add(y, code_))))
                }
                z := and(z, and(answered, mload(add(y, HEAD))))
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

    function _differences(uint256 x, uint256 y, uint256 blocks, uint256 codes) private pure returns (uint256 n) {
        unchecked {
            uint256 step = 32 * (3 + codes);
            for (uint256 end = x + blocks * step; x < end; x += step) {
                n += Bits.count(_differing(x, y, codes) & Bits.load(x) & Bits.load(y));
                y += step;
            }
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
            if (common < COMMON) return false;
            if (100 * different <= 3 * common && bits >= BITS) return true;
            return 10 * different <= 3 * common && bits >= NOISY_BITS + different;
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
