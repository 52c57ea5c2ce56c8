// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "../categorical/Bits.sol";
import {Chauvenet} from "./Chauvenet.sol";
import {Lanes32} from "./Lanes32.sol";
import {NumericGrid, Numbers} from "./NumericGrid.sol";

/// @title The values that the fit starts from, and how far answers may lie from them.
library NumericMedians {
    /// @notice Fills the records of all items: medians, and three quarters of the interquartile ranges, which is the
    /// standard deviation of normal answers.
    function start(Numbers memory m) internal pure {
        unchecked {
            bytes memory limits = Chauvenet.TABLE;
            uint256 table;
            assembly ("memory-safe") {
                table := add(limits, 1)
            }
            (uint256 sorted, uint256 stride) = _sorted(m);
            uint256 pair = m.pairs;
            for (uint256 column = sorted; column < sorted + 4 * m.items; column += 8) {
                _fill(m, column, stride, pair, table, 0);
                // The lane after the last item is nobody's: it is limited as the last item is.
                if (column + 4 < sorted + 4 * m.items) _fill(m, column + 4, stride, pair, table, 1);
                else Bits.store(pair + NumericGrid.LIMITS + 32, Bits.load(pair + NumericGrid.LIMITS));
                (uint256 first, uint256 second) = (
                    Bits.load(pair + NumericGrid.LIMITS),
                    Bits.load(pair + NumericGrid.LIMITS + 32)
                );
                if (second < first) first = second;
                // 0 where nobody answered.
                if (first != 0) Bits.store(pair + NumericGrid.LEAST, first - 1);
                pair += NumericGrid.RECORD;
            }
            Bits.release(sorted);
        }
    }

    /// @dev The lanes with sorted columns, allocated last.
    function _sorted(Numbers memory m) private pure returns (uint256 sorted, uint256 stride) {
        unchecked {
            stride = (m.stride + 63) & ~uint256(63);
            sorted = Bits.allocate(stride * m.rows);
            (uint256 lane, uint256 size, uint256 target) = (m.lanes, m.stride, sorted);
            for (uint256 r = 0; r < m.rows; ++r) {
                assembly ("memory-safe") {
                    mcopy(target, lane, size)
                }
                lane += size;
                target += stride;
            }
            Lanes32.sortColumns(sorted, m.rows, stride, m.absent >> 224 == 0x7fffffff);
        }
    }

    /// @dev Fills the first or second half of a record from a sorted column. table: `n` from here on is the lowest byte of
    /// a word.
    function _fill(
        Numbers memory m,
        uint256 column,
        uint256 stride,
        uint256 pair,
        uint256 table,
        uint256 second
    ) private pure {
        unchecked {
            uint256 n = _countGiven(column, m.rows, stride, m.absent >> 224);
            uint256 spread = 256;
            uint256 value;
            if (n != 0) {
                uint256 range;
                (value, range) = _middle(column, n, stride);
                if ((range * 3) / 4 > spread) spread = (range * 3) / 4;
            }
            uint256 shift = second == 0 ? 128 : 0;
            uint256 known = (Bits.load(pair + NumericGrid.KNOWN) >> shift) & NumericGrid.HALF;
            if (known != 0) value = known;
            uint256 limit = Bits.load(table + n) & 0xff;
            _merge(pair + NumericGrid.VALUE, value << shift);
            _merge(pair + NumericGrid.BOUND, ((limit * spread) / 64) << shift);
            _merge(pair + NumericGrid.COUNT, n << shift);
            Bits.store(pair + NumericGrid.SPREADS + 32 * second, spread);
            Bits.store(pair + NumericGrid.LIMITS + 32 * second, limit * limit);
        }
    }

    function _merge(uint256 pointer, uint256 half) private pure {
        Bits.store(pointer, Bits.load(pointer) | half);
    }

    /// @dev Answers in a sorted column, by bisection: the skipped ones are last.
    function _countGiven(
        uint256 column,
        uint256 rows,
        uint256 stride,
        uint256 absent
    ) private pure returns (uint256 n) {
        unchecked {
            if (rows != 0 && _lane(column + (rows - 1) * stride) != absent) return rows;
            while (n < rows) {
                uint256 middle = (n + rows) / 2;
                if (_lane(column + middle * stride) == absent) rows = middle;
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
            value = NumericGrid.GIVEN + 128 * value;
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
