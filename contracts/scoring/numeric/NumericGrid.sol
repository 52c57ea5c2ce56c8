// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Beliefs} from "../categorical/Beliefs.sol";
import {Bits} from "../categorical/Bits.sol";
import {Chauvenet} from "./Chauvenet.sol";

/// @title A matrix of numbers in memory.
/// @dev Pointers are memory addresses. `answers`: one word per answer, row after row, the distance from the declared
/// minimum in 1/256, or SKIPPED. `itemsAt`: ten words per item, see the offsets below.
struct Numbers {
    uint256 rows;
    uint256 items;
    uint256 answers;
    uint256 itemsAt;
    uint256 profiles;
    uint256 copies;
    uint256 weights;
}

/// @title Reading of numeric answers.
library NumericGrid {
    uint256 internal constant SKIPPED = type(uint256).max;

    // Offsets in an item's record.
    uint256 internal constant RECORD = 320;
    uint256 internal constant VALUE = 0;
    uint256 internal constant SPREAD = 32;
    uint256 internal constant BOUND = 64;
    uint256 internal constant LIMIT = 96;
    uint256 internal constant GIVEN = 128;
    uint256 internal constant WEIGHT = 160;
    uint256 internal constant SUM = 192;
    uint256 internal constant KNOWN = 224;
    uint256 internal constant CENTRE = 256;

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
            m.answers = Bits.allocate(32 * m.rows * items);
            m.itemsAt = Bits.allocate(RECORD * items);
            m.profiles = Bits.allocate(32 * m.rows);
            m.copies = Bits.allocate(32 * m.rows);
            m.weights = Bits.allocate(32 * m.rows);
            for (uint256 r = 0; r < m.rows; ++r) Bits.store(m.profiles + 32 * r, Beliefs.profileOf(uint8(sheets[r])));
            uint256 start;
            assembly ("memory-safe") {
                start := answers.offset
            }
            _readRow(start, m.rows * items, m.answers, minimum, maximum);
            uint256 known = Bits.allocate(32 * items);
            assembly ("memory-safe") {
                start := gold.offset
            }
            if (gold.length != 0) _readRow(start, items, known, minimum, maximum);
            for (uint256 i = 0; i < items; ++i) {
                uint256 value = gold.length == 0 ? SKIPPED : Bits.load(known + 32 * i);
                Bits.store(m.itemsAt + RECORD * i + KNOWN, value);
            }
            assembly ("memory-safe") {
                mstore(0x40, known)
            }
            _startAtMedians(m);
        }
    }

    function _readRow(uint256 source, uint256 count, uint256 target, int256 minimum, int256 maximum) private pure {
        assembly ("memory-safe") {
            let span := sub(maximum, minimum)
            for {
                let end := add(source, shl(2, count))
            } lt(source, end) {
                source := add(source, 4)
                target := add(target, 32)
            } {
                // Values below the minimum wrap around to above the span.
                let value := sub(sar(224, calldataload(source)), minimum)
                switch gt(value, span)
                case 0 {
                    mstore(target, shl(8, value))
                }
                default {
                    mstore(target, not(0))
                }
            }
        }
    }

    /// @dev Medians, and three quarters of the interquartile ranges: the standard deviation of normal answers.
    function _startAtMedians(Numbers memory m) private pure {
        unchecked {
            bytes memory limits = Chauvenet.TABLE;
            uint256 sorted = Bits.allocate(32 * m.rows);
            for (uint256 i = 0; i < m.items; ++i) {
                uint256 n = _sortColumn(m.answers + 32 * i, 32 * m.items, m.rows, sorted);
                uint256 item = m.itemsAt + RECORD * i;
                uint256 spread = 256;
                uint256 value = SKIPPED;
                if (n != 0) {
                    uint256 last = n - 1;
                    uint256 quarter = 32 * (n >> 2);
                    value = (Bits.load(sorted + 32 * (last >> 1)) + Bits.load(sorted + 32 * (n >> 1))) / 2;
                    uint256 range = Bits.load(sorted + 32 * last - quarter) - Bits.load(sorted + quarter);
                    // The range of three is worth nothing when one is wild: twice the lesser gap.
                    if (n == 3) {
                        uint256 below = Bits.load(sorted + 32) - Bits.load(sorted);
                        range = 2 * (below < range - below ? below : range - below);
                    }
                    if ((range * 3) / 4 > spread) spread = (range * 3) / 4;
                }
                uint256 known = Bits.load(item + KNOWN);
                uint256 limit = uint8(limits[n]);
                Bits.store(item + VALUE, known == SKIPPED ? value : known);
                Bits.store(item + SPREAD, spread);
                Bits.store(item + LIMIT, limit);
                Bits.store(item + BOUND, (limit * spread) / 64);
                Bits.store(item + GIVEN, n);
            }
        }
    }

    /// @dev Sorts a column's answers into `sorted` by binary insertion; returns how many there are.
    function _sortColumn(
        uint256 column,
        uint256 step,
        uint256 rows,
        uint256 sorted
    ) private pure returns (uint256 count) {
        assembly ("memory-safe") {
            let end := sorted
            for {
                let last := add(column, mul(step, rows))
            } lt(column, last) {
                column := add(column, step)
            } {
                let value := mload(column)
                if not(value) {
                    let low := sorted
                    let high := end
                    for {} lt(low, high) {} {
                        let middle := and(shr(1, add(low, high)), not(31))
                        // Memory is handed out in multiples of 32 bytes.
                        switch gt(mload(middle), value)
                        case 1 {
                            high := middle
                        }
                        default {
                            low := add(middle, 32)
                        }
                    }
                    mcopy(add(low, 32), low, sub(end, low))
                    mstore(low, value)
                    end := add(end, 32)
                }
            }
            count := shr(5, sub(end, sorted))
        }
    }
}
