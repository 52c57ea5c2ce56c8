// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Costs} from "../Costs.sol";
import {Beliefs} from "./Beliefs.sol";
import {Bits} from "./Bits.sol";
import {Grid} from "./Grid.sol";

/// @title From answer bytes to bit planes.
library Planes {
    uint256 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;
    uint256 private constant SEVENS = 0x7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f;

    /// @notice Reads the matrix; bytes above `classes` count as skipped.
    /// @dev `classes` is 2..8.
    function read(
        uint256 items,
        uint256 classes,
        bytes calldata sheets,
        bytes calldata answers,
        bytes calldata gold
    ) internal pure returns (Grid memory g) {
        unchecked {
            g = open(items, classes, sheets);
            uint256 start = addressOf(answers);
            for (uint256 r = 0; r < g.rows; ++r) _readRow(g, start + r * items, g.planes + r * g.stride);
            close(g, gold);
        }
    }

    /// @notice An empty grid, and what is believed of its rows.
    function open(uint256 items, uint256 classes, bytes calldata sheets) internal pure returns (Grid memory g) {
        unchecked {
            g.rows = sheets.length;
            g.items = items;
            g.classes = classes;
            g.words = (items + 31) / 32;
            g.blocks = (items + 255) / 256;
            g.stride = 32 * (classes + 1) * g.blocks;
            // One empty row: rows are taken in pairs, and a lone last one pairs with an empty one.
            g.planes = Bits.allocate((g.rows + 1) * g.stride);
            g.votes = Bits.allocate(32 * classes * g.words);
            g.gold = Bits.allocate(g.stride);
            g.labels = Bits.allocate(g.stride);
            g.counted = Bits.allocate(g.stride);
            g.answered = Bits.allocate(32 * g.blocks);
            g.profiles = Bits.allocate(32 * g.rows);
            g.copies = Bits.allocate(32 * g.rows);
            g.answers = Bits.allocate(32 * g.rows);
            g.table = Costs.load();
            (uint256 kind, uint256 profile, uint256 copies) = (addressOf(sheets), g.profiles, g.copies);
            for (uint256 end = kind + g.rows; kind < end; ++kind) {
                Bits.store(profile, Beliefs.profileOf(_byteAt(kind)));
                Bits.store(copies, 1);
                profile += 32;
                copies += 32;
            }
        }
    }

    /// @notice Reads gold, and finds the items that are judged, once all rows are read.
    function close(Grid memory g, bytes calldata gold) internal pure {
        unchecked {
            _markJudged(g);
            if (gold.length == 0) return;
            // The tallies of votes end up in the scratch of an own grid: gold is nobody's vote.
            uint256 votes = g.votes;
            g.votes = Bits.allocate(32 * g.classes * g.words);
            _readRow(g, addressOf(gold), g.gold);
            g.votes = votes;
            for (uint256 b = 0; b < g.blocks; ++b) {
                uint256 judged = Bits.load(g.labels + 32 * b) & ~Bits.load(g.gold + 32 * b);
                Bits.store(g.labels + 32 * b, judged);
            }
        }
    }

    /// @notice Where `data` begins in the calldata.
    function addressOf(bytes calldata data) internal pure returns (uint256 start) {
        assembly ("memory-safe") {
            start := data.offset
        }
    }

    function _byteAt(uint256 position) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := byte(0, calldataload(position))
        }
    }

    /// @dev Fills a row's planes from `items` bytes of calldata and adds its answers to the votes.
    function _readRow(Grid memory g, uint256 source, uint256 target) private pure {
        assembly ("memory-safe") {
            let classes := mload(add(g, 0x40))
            let words := mload(add(g, 0x60))
            let width := shl(5, mload(add(g, 0x80)))
            let last := sub(words, 1)
            let keep := not(shr(shl(3, sub(mload(add(g, 0x20)), shl(5, last))), not(0)))
            let limit := mul(sub(127, classes), ONES)
            for {
                let q := 0
            } lt(q, words) {
                q := add(q, 1)
            } {
                let x := calldataload(add(source, shl(5, q)))
                if eq(q, last) {
                    x := and(x, keep)
                }
                // Bytes above `classes` become 0: adding the limit carries into their top bit, unless it is set already.
                x := and(x, not(mul(and(shr(7, or(add(and(x, SEVENS), limit), x)), ONES), 255)))
                let plane := add(target, shl(5, shr(3, q)))
                let j := and(q, 7)
                // An answered byte is not zero.
                mstore(plane, or(mload(plane), shl(j, and(shr(7, add(x, SEVENS)), ONES))))
                let vote := add(mload(add(g, 0xe0)), shl(5, q))
                let wanted := 0
                for {
                    let a := 0
                } lt(a, classes) {
                    a := add(a, 1)
                } {
                    wanted := add(wanted, ONES)
                    // Equal bytes have a zero difference, which does not carry into the top bit.
                    let equal := and(not(shr(7, add(xor(x, wanted), SEVENS))), ONES)
                    plane := add(plane, width)
                    mstore(plane, or(mload(plane), shl(j, equal)))
                    mstore(vote, add(mload(vote), equal))
                    vote := add(vote, shl(5, words))
                }
            }
        }
    }

    /// @dev Planes of the items that somebody, and that at least two rows, answered.
    function _markJudged(Grid memory g) private pure {
        unchecked {
            for (uint256 b = 0; b < g.blocks; ++b) {
                uint256 once;
                uint256 twice;
                uint256 row = g.planes + 32 * b;
                for (uint256 r = 0; r < g.rows; ++r) {
                    uint256 answered = Bits.load(row);
                    twice |= once & answered;
                    once |= answered;
                    row += g.stride;
                }
                Bits.store(g.answered + 32 * b, once);
                Bits.store(g.labels + 32 * b, twice);
            }
        }
    }
}
