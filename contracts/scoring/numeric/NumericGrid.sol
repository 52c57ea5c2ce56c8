// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Beliefs} from "../categorical/Beliefs.sol";
import {Bits} from "../categorical/Bits.sol";
import {Chauvenet} from "./Chauvenet.sol";
import {Lanes32} from "./Lanes32.sol";

/// @title A matrix of numbers in memory.
/// @dev Pointers are memory addresses. `lanes`: rows of `stride` bytes, the distances from the declared minimum in lanes
/// of 32 bits, all ones where skipped. `answers`: the same in 1/256 with GIVEN added, one word per lane, 0 where skipped,
/// and empty rows at the end to make their number a multiple of four. `itemsAt`: eight words per item, see the offsets below.
/// `given`: answers per row.
struct Numbers {
    uint256 rows;
    uint256 items;
    uint256 answers;
    uint256 itemsAt;
    uint256 profiles;
    uint256 copies;
    uint256 weights;
    uint256 given;
    uint256 lanes;
    uint256 stride;
}

/// @title Reading of numeric answers.
library NumericGrid {
    /// @dev Marks a value, so that a skipped one, 0, is outside of all bounds, and that weights are summed along.
    uint256 internal constant GIVEN = 0x100000000000000000000000000000000;

    // Offsets in an item's record. LOWER and WIDTH: the range that answers are clamped to. SUMS: weighted clamped
    // answers, that is the sum of the weights · 2^128 + that of the weighted values. KNOWN, VALUE: as `answers`.
    uint256 internal constant RECORD = 256;
    uint256 internal constant VALUE = 0;
    uint256 internal constant SPREAD = 32;
    uint256 internal constant LIMIT_SQUARED = 64;
    uint256 internal constant LOWER = 96;
    uint256 internal constant WIDTH = 128;
    uint256 internal constant SUMS = 160;
    uint256 internal constant KNOWN = 192;
    uint256 internal constant COUNT = 224;

    /// @dev minimum, span: of the bounds, in every lane. padding: all ones in the lanes after a row's last.
    struct Bounds {
        uint256 minimum;
        uint256 span;
        uint256 padding;
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
            m.answers = Bits.allocate(8 * m.stride * ((m.rows + 3) & ~uint256(3)));
            m.itemsAt = Bits.allocate((RECORD * m.stride) / 4);
            m.profiles = Bits.allocate(32 * m.rows);
            m.copies = Bits.allocate(32 * m.rows);
            m.weights = Bits.allocate(32 * (m.rows + 3));
            m.given = Bits.allocate(32 * m.rows);
            m.lanes = Bits.allocate(m.stride * m.rows);
            Bounds memory bounds = Bounds(
                (uint256(minimum) & 0xffffffff) * Lanes32.ONES,
                uint256(maximum - minimum) * Lanes32.ONES,
                items & 7 == 0 ? 0 : type(uint256).max >> (32 * (items & 7))
            );
            uint256 start;
            assembly ("memory-safe") {
                start := answers.offset
            }
            for (uint256 r = 0; r < m.rows; ++r) {
                Bits.store(m.profiles + 32 * r, Beliefs.profileOf(uint8(sheets[r])));
                uint256 lanes = m.lanes + m.stride * r;
                Bits.store(m.given + 32 * r, _readRow(start + 4 * items * r, lanes, m.stride, bounds));
                _widen(lanes, m.stride, m.answers + 8 * m.stride * r, 32);
            }
            uint256 free = Bits.allocate((m.rows + 1) * m.stride + 32);
            assembly ("memory-safe") {
                start := gold.offset
            }
            if (gold.length != 0) {
                _readRow(start, free, m.stride, bounds);
                // There are records for the lanes after the last item, too.
                _widen(free, m.stride, m.itemsAt + KNOWN, RECORD);
            }
            _startAtMedians(m, free);
            assembly ("memory-safe") {
                mstore(0x40, free)
            }
        }
    }

    /// @dev Reads a row into `stride` bytes of lanes and counts its answers.
    function _readRow(
        uint256 source,
        uint256 target,
        uint256 stride,
        Bounds memory bounds
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
                Bits.store(target, x | ((Lanes32.ONES ^ inside) * 0xffffffff));
                source += 32;
            }
            given = (given * Lanes32.ONES) >> 224;
        }
    }

    /// @dev Writes `size` bytes of lanes as words, `step` bytes apart.
    // Unrolled: a loop would cost as much again.
    // solhint-disable-next-line function-max-lines
    function _widen(uint256 lanes, uint256 size, uint256 target, uint256 step) private pure {
        assembly ("memory-safe") {
            for {
                let end := add(lanes, size)
            } lt(lanes, end) {
                lanes := add(lanes, 32)
                target := add(target, step)
            } {
                let word := mload(lanes)
                let x := shr(224, word)
                mstore(target, mul(or(shl(8, x), GIVEN), lt(x, 0xffffffff)))
                word := shl(32, word)
                target := add(target, step)
                x := shr(224, word)
                mstore(target, mul(or(shl(8, x), GIVEN), lt(x, 0xffffffff)))
                word := shl(32, word)
                target := add(target, step)
                x := shr(224, word)
                mstore(target, mul(or(shl(8, x), GIVEN), lt(x, 0xffffffff)))
                word := shl(32, word)
                target := add(target, step)
                x := shr(224, word)
                mstore(target, mul(or(shl(8, x), GIVEN), lt(x, 0xffffffff)))
                word := shl(32, word)
                target := add(target, step)
                x := shr(224, word)
                mstore(target, mul(or(shl(8, x), GIVEN), lt(x, 0xffffffff)))
                word := shl(32, word)
                target := add(target, step)
                x := shr(224, word)
                mstore(target, mul(or(shl(8, x), GIVEN), lt(x, 0xffffffff)))
                word := shl(32, word)
                target := add(target, step)
                x := shr(224, word)
                mstore(target, mul(or(shl(8, x), GIVEN), lt(x, 0xffffffff)))
                word := shl(32, word)
                target := add(target, step)
                x := shr(224, word)
                mstore(target, mul(or(shl(8, x), GIVEN), lt(x, 0xffffffff)))
            }
        }
    }

    /// @dev Medians, and three quarters of the interquartile ranges: the standard deviation of normal answers.
    /// @param sorted Room for all lanes.
    function _startAtMedians(Numbers memory m, uint256 sorted) private pure {
        unchecked {
            bytes memory limits = Chauvenet.TABLE;
            (uint256 rows, uint256 stride, uint256 lanes) = (m.rows, m.stride, m.lanes);
            assembly ("memory-safe") {
                mcopy(sorted, lanes, mul(rows, stride))
            }
            Lanes32.sortColumns(sorted, rows, stride);
            uint256 item = m.itemsAt;
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 n = _countGiven(sorted + 4 * i, rows, stride);
                uint256 spread = 256;
                uint256 value;
                if (n != 0) {
                    uint256 range;
                    (value, range) = _middle(sorted + 4 * i, n, stride);
                    if ((range * 3) / 4 > spread) spread = (range * 3) / 4;
                }
                uint256 known = Bits.load(item + KNOWN);
                uint256 limit = uint8(limits[n]);
                Bits.store(item + VALUE, known == 0 ? value : known);
                Bits.store(item + SPREAD, spread);
                Bits.store(item + LIMIT_SQUARED, limit * limit);
                Bits.store(item + WIDTH, 2 * ((limit * spread) / 64));
                Bits.store(item + COUNT, n);
                item += RECORD;
            }
        }
    }

    /// @dev Answers in a sorted column, by bisection: the skipped ones are last.
    function _countGiven(uint256 column, uint256 rows, uint256 stride) private pure returns (uint256 n) {
        unchecked {
            if (rows != 0 && _lane(column + (rows - 1) * stride) != 0xffffffff) return rows;
            while (n < rows) {
                uint256 middle = (n + rows) / 2;
                if (_lane(column + middle * stride) == 0xffffffff) rows = middle;
                else n = middle + 1;
            }
        }
    }

    /// @dev Median, and the range between the quartiles, of a sorted column of n answers.
    function _middle(uint256 column, uint256 n, uint256 stride) private pure returns (uint256 value, uint256 range) {
        unchecked {
            uint256 last = n - 1;
            uint256 quarter = n >> 2;
            value = _lane(column + (last >> 1) * stride) + _lane(column + (n >> 1) * stride);
            value = GIVEN + 128 * value;
            range = _lane(column + (last - quarter) * stride) - _lane(column + quarter * stride);
            // The range of three is worth nothing when one is wild: twice the lesser gap.
            if (n == 3) {
                uint256 below = _lane(column + stride) - _lane(column);
                range = 2 * (below < range - below ? below : range - below);
            }
            range *= 256;
        }
    }

    function _lane(uint256 pointer) private pure returns (uint256) {
        return Bits.load(pointer) >> 224;
    }
}
