// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Beliefs} from "../categorical/Beliefs.sol";
import {Bits} from "../categorical/Bits.sol";
import {Lanes32} from "./Lanes32.sol";

/// @title A matrix of numbers in memory.
/// @dev Pointers are memory addresses. `lanes`: rows of `stride` bytes, the distances from the declared minimum in lanes
/// of 32 bits, those of `absent` where skipped. `answers`: the same in 1/256 with GIVEN added, 0 where skipped, two items
/// to a word, the first in its high half: for every four rows and two items the words of the four rows; the last four
/// are filled up with empty rows. `pairs`: a record per two items, see the offsets below. `weights`: per row, before the
/// division among copies; `shares`: after it. `given`: answers per row.
struct Numbers {
    uint256 rows;
    uint256 items;
    uint256 stride;
    uint256 absent;
    uint256 lanes;
    uint256 answers;
    uint256 pairs;
    uint256 profiles;
    uint256 copies;
    uint256 weights;
    uint256 shares;
    uint256 given;
}

/// @title Reading of numeric answers.
library NumericGrid {
    /// @dev Marks a value, so that a skipped one, 0, is below all bounds, and that weights are summed along.
    uint256 internal constant GIVEN = 1 << 80;
    /// @dev The lower half of a word.
    uint256 internal constant HALF = type(uint128).max;

    // Offsets in the record of two items; what is no half is two words, one for each. LOWER, UPPER: the range that answers
    // are clamped to, VALUE minus and plus BOUND. SUMS: weighted clamped answers, that is the sum of the weights · GIVEN +
    // that of the weighted values. LIMITS: squares of the greatest residual, and LEAST, 1 below the lesser of the
    // two. VALUES: the two halves of VALUE.
    uint256 internal constant RECORD = 448;
    uint256 internal constant VALUE = 0;
    uint256 internal constant LOWER = 32;
    uint256 internal constant UPPER = 64;
    uint256 internal constant SUMS = 96;
    uint256 internal constant KNOWN = 128;
    uint256 internal constant BOUND = 160;
    uint256 internal constant COUNT = 192;
    uint256 internal constant LEAST = 224;
    uint256 internal constant SPREADS = 256;
    uint256 internal constant LIMITS = 320;
    uint256 internal constant VALUES = 384;

    uint256 private constant GIVENS = 0x0000000000010000000000000000000000000000000100000000000000000000;
    /// @dev Lanes in the middle of halves, eight bits above their lowest.
    uint256 private constant MIDDLES = 0x0000000000000000000000ffffffff000000000000000000000000ffffffff00;
    /// @dev Moves the two lowest lanes there.
    uint256 private constant SPREADING = 0x0000000000000000000000000000000000000100000000000000000000000100;

    /// @dev minimum, span: of the bounds, in every lane. padding: all ones in the lanes after a row's last.
    struct Bounds {
        uint256 minimum;
        uint256 span;
        uint256 padding;
        uint256 absent;
    }

    /// @notice Reads the matrix; values outside of the bounds count as skipped.
    function read(
        uint256 items,
        int256 minimum,
        int256 maximum,
        bytes calldata sheets,
        bytes calldata answers,
        bytes calldata gold
    ) internal pure returns (Numbers memory m) {
        unchecked {
            m.rows = sheets.length;
            m.items = items;
            m.stride = 32 * ((items + 7) / 8);
            m.answers = Bits.allocate(4 * m.stride * ((m.rows + 3) & ~uint256(3)));
            m.pairs = Bits.allocate((RECORD * m.stride) / 8);
            m.profiles = Bits.allocate(32 * m.rows);
            m.copies = Bits.allocate(32 * m.rows);
            m.weights = Bits.allocate(32 * (m.rows + 3));
            m.shares = Bits.allocate(32 * (m.rows + 3));
            m.given = Bits.allocate(32 * m.rows);
            m.lanes = Bits.allocate(m.stride * m.rows);
            uint256 span = uint256(maximum - minimum);
            m.absent = (span < 0x7fffffff ? 0x7fffffff : 0xffffffff) * Lanes32.ONES;
            Bounds memory bounds = Bounds(
                (uint256(minimum) & 0xffffffff) * Lanes32.ONES,
                span * Lanes32.ONES,
                items & 7 == 0 ? 0 : type(uint256).max >> (32 * (items & 7)),
                m.absent
            );
            uint256 start;
            assembly ("memory-safe") {
                start := answers.offset
            }
            for (uint256 r = 0; r < m.rows; ++r) {
                Bits.store(m.profiles + 32 * r, Beliefs.profileOf(uint8(sheets[r])));
                uint256 given = _readRow(
                    start + 4 * items * r,
                    m.lanes + m.stride * r,
                    m.stride,
                    bounds,
                    row(m, r),
                    128
                );
                Bits.store(m.given + 32 * r, given);
            }
            if (gold.length == 0) return m;
            assembly ("memory-safe") {
                start := gold.offset
            }
            // There are records for the lanes after the last item, too.
            _readRow(start, Bits.allocate(m.stride), m.stride, bounds, m.pairs + KNOWN, RECORD);
        }
    }

    /// @notice Address of the first word of row r; the others follow at distances of 128 bytes.
    function row(Numbers memory m, uint256 r) internal pure returns (uint256) {
        unchecked {
            return m.answers + 16 * m.stride * (r >> 2) + 32 * (r & 3);
        }
    }

    /// @notice Address of the half of item i in the first word of its record.
    function half(Numbers memory m, uint256 i) internal pure returns (uint256) {
        unchecked {
            return m.pairs + RECORD * (i >> 1) + 16 * (i & 1);
        }
    }

    /// @dev Reads a row into `stride` bytes of lanes and into words `step` bytes apart from `word` on, and counts its
    /// answers.
    function _readRow(
        uint256 source,
        uint256 target,
        uint256 stride,
        Bounds memory bounds,
        uint256 word,
        uint256 step
    ) private pure returns (uint256 given) {
        unchecked {
            uint256 end = target + stride;
            for (; target < end; target += 32) {
                uint256 x;
                assembly ("memory-safe") {
                    x := calldataload(source)
                }
                // Values below the minimum wrap around to above the span.
                x = Lanes32.subtract(x, bounds.minimum);
                uint256 inside = Lanes32.atLeast(bounds.span, x);
                if (target + 32 == end) inside &= ~bounds.padding;
                given += inside;
                uint256 next = _widen(x, word, step);
                if (inside != Lanes32.ONES) {
                    _clear(inside, word, step);
                    inside *= 0xffffffff;
                    x = (x & inside) | (bounds.absent & ~inside);
                }
                Bits.store(target, x);
                word = next;
                source += 32;
            }
            given = (given * Lanes32.ONES) >> 224;
        }
    }

    /// @dev Writes eight lanes as four words.
    function _widen(uint256 x, uint256 word, uint256 step) private pure returns (uint256 next) {
        assembly ("memory-safe") {
            mstore(word, or(and(mul(shr(192, x), SPREADING), MIDDLES), GIVENS))
            next := add(word, step)
            x := shl(64, x)
            mstore(next, or(and(mul(shr(192, x), SPREADING), MIDDLES), GIVENS))
            next := add(next, step)
            x := shl(64, x)
            mstore(next, or(and(mul(shr(192, x), SPREADING), MIDDLES), GIVENS))
            next := add(next, step)
            x := shl(64, x)
            mstore(next, or(and(mul(shr(192, x), SPREADING), MIDDLES), GIVENS))
            next := add(next, step)
        }
    }

    /// @dev Makes 0 of the halves of those of eight lanes that are not inside.
    function _clear(uint256 inside, uint256 word, uint256 step) private pure {
        assembly ("memory-safe") {
            for {
                let end := add(word, shl(2, step))
            } lt(word, end) {
                word := add(word, step)
            } {
                // The two highest lanes' bits, as halves of ones.
                let halves := or(shl(128, shr(224, inside)), and(shr(192, inside), 1))
                mstore(word, and(mload(word), mul(halves, 0xffffffffffffffffffffffffffffffff)))
                inside := shl(64, inside)
            }
        }
    }
}
