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

    /// @notice The sheets that could be copies. A record: row, number of answers, then per 256 items the planes
    /// [answered, rare, rarer, `codes` planes of the answer's binary code].
    /// @param size Bytes per record.
    /// @param first Address of the first record.
    /// @param parents Union-find forest, one word per row.
    struct Candidates {
        uint256 rows;
        uint256 blocks;
        uint256 codes;
        uint256 size;
        uint256 first;
        uint256 length;
        uint256 parents;
    }

    /// @notice Room for `rows` records.
    function open(uint256 rows, uint256 blocks, uint256 codes) internal pure returns (Candidates memory c) {
        unchecked {
            c.rows = rows;
            c.blocks = blocks;
            c.codes = codes;
            c.size = 64 + 32 * (3 + codes) * blocks;
            c.first = Bits.allocate(c.size * rows);
        }
    }

    /// @notice Address of the planes of the record to be written next.
    function next(Candidates memory c) internal pure returns (uint256) {
        unchecked {
            return c.first + c.length * c.size + 64;
        }
    }

    /// @notice Keeps the record just written, for row `r`, unless it has too few rare answers to be anybody's copy.
    function admit(Candidates memory c, uint256 r) internal pure {
        unchecked {
            uint256 record = c.first + c.length * c.size;
            uint256 plane = record + 64;
            uint256 answers;
            uint256 evidence;
            for (uint256 b = 0; b < c.blocks; ++b) {
                answers += Bits.count(Bits.load(plane));
                evidence += Bits.count(Bits.load(plane + 32)) + Bits.count(Bits.load(plane + 64));
                plane += 32 * (3 + c.codes);
            }
            Bits.store(record, r);
            Bits.store(record + 32, answers);
            if (evidence >= BITS && answers >= COMMON) ++c.length;
        }
    }

    /// @notice Writes the size of every row's cluster to the `rows` words at `copies`.
    function cluster(Candidates memory c, uint256 copies) internal pure {
        unchecked {
            if (c.length < 2) {
                for (uint256 r = 0; r < c.rows; ++r) Bits.store(copies + 32 * r, 1);
                return;
            }
            c.parents = Bits.allocate(32 * c.rows);
            for (uint256 r = 0; r < c.rows; ++r) Bits.store(c.parents + 32 * r, r);
            _compareAll(c);
            uint256 sizes = Bits.allocate(32 * c.rows);
            for (uint256 r = 0; r < c.rows; ++r) {
                uint256 size = sizes + 32 * _root(c.parents, r);
                Bits.store(size, Bits.load(size) + 1);
            }
            for (uint256 r = 0; r < c.rows; ++r)
                Bits.store(copies + 32 * r, Bits.load(sizes + 32 * _root(c.parents, r)));
        }
    }

    function _compareAll(Candidates memory c) private pure {
        unchecked {
            uint256 end = c.first + c.length * c.size;
            for (uint256 x = c.first; x < end; x += c.size) {
                // Whatever is common, more disagreements than this are too many.
                uint256 limit = 3 * Bits.load(x + 32);
                for (uint256 y = x + c.size; y < end; y += c.size) {
                    uint256 different = _differences(x + 64, y + 64, c.blocks, c.codes);
                    if (10 * different <= limit && _isCopy(x + 64, y + 64, c.blocks, c.codes, different))
                        _join(c.parents, Bits.load(x), Bits.load(y));
                }
            }
        }
    }

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

    function _differences(uint256 x, uint256 y, uint256 blocks, uint256 codes) private pure returns (uint256 n) {
        unchecked {
            for (uint256 b = 0; b < blocks; ++b) {
                n += Bits.count(_differing(x, y, codes) & Bits.load(x) & Bits.load(y));
                x += 32 * (3 + codes);
                y += 32 * (3 + codes);
            }
        }
    }

    function _isCopy(
        uint256 x,
        uint256 y,
        uint256 blocks,
        uint256 codes,
        uint256 different
    ) private pure returns (bool) {
        unchecked {
            uint256 common;
            uint256 bits;
            for (uint256 b = 0; b < blocks; ++b) {
                uint256 both = Bits.load(x) & Bits.load(y);
                common += Bits.count(both);
                uint256 agreed = both & ~_differing(x, y, codes);
                bits += Bits.count(agreed & Bits.load(x + 32)) + Bits.count(agreed & Bits.load(x + 64));
                x += 32 * (3 + codes);
                y += 32 * (3 + codes);
            }
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

    function _join(uint256 parents, uint256 r, uint256 s) private pure {
        unchecked {
            r = _root(parents, r);
            s = _root(parents, s);
            if (r < s) Bits.store(parents + 32 * s, r);
            else Bits.store(parents + 32 * r, s);
        }
    }
}
