// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "./Bits.sol";
import {Grid} from "./Grid.sol";
import {Planes} from "./Planes.sol";

/// @title `Planes` for two classes: one step per word of answers of which none is skipped.
library TwoClassPlanes {
    uint256 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;

    /// @notice Reads the matrix; bytes above 2 count as skipped. Fills `g.answers` and `g.complete` too.
    function read(
        uint256 items,
        bytes calldata sheets,
        bytes calldata answers,
        bytes calldata gold
    ) internal pure returns (Grid memory g) {
        unchecked {
            g = Planes.open(items, 2, sheets);
            uint256 start = Planes.addressOf(answers);
            g.complete = type(uint256).max << g.rows;
            for (uint256 r = 0; r < g.rows; ++r) {
                uint256 given = _readRow(g, start, g.planes + r * g.stride);
                if (given == items) g.complete |= 1 << r;
                Bits.store(g.answers + 32 * r, given);
                start += items;
            }
            _countOnes(g);
            Planes.close(g, gold);
        }
    }

    /// @dev Fills a row's planes and adds its answers 2 to the votes; takes what it skipped away from the votes for 1.
    /// @return given Number of its answers.
    function _readRow(Grid memory g, uint256 source, uint256 target) private pure returns (uint256 given) {
        unchecked {
            given = g.items;
            uint256 end = source + g.items;
            uint256 width = 32 * g.blocks;
            uint256 vote = g.votes;
            uint256 step = 32 * g.words;
            for (uint256 last = target + width; target < last; target += 32) {
                (uint256 two, uint256 skipped) = _readBlock(source, end, vote, step);
                uint256 answered = type(uint256).max;
                if (end < source + 256) answered = _existing(end - source);
                if (skipped != 0) {
                    given -= Bits.count(skipped);
                    answered ^= skipped;
                }
                Bits.store(target, answered);
                Bits.store(target + width, answered ^ two);
                Bits.store(target + 2 * width, two);
                source += 256;
                vote += 256;
            }
        }
    }

    /// @dev Planes of answers 2 and of skipped answers among up to 256.
    /// @param vote Votes for class 1, those for class 2 are `step` bytes further.
    function _readBlock(
        uint256 source,
        uint256 end,
        uint256 vote,
        uint256 step
    ) private pure returns (uint256 two, uint256 skipped) {
        assembly ("memory-safe") {
            let last := add(source, 256)
            if gt(last, end) {
                last := end
            }
            vote := add(vote, step)
            for {
                let j := 0
            } lt(source, last) {
                j := add(j, 1)
                vote := add(vote, 32)
            } {
                let x := calldataload(source)
                source := add(source, 32)
                if gt(source, end) {
                    // What is behind the end reads as 1.
                    let behind := shr(sub(256, shl(3, sub(source, end))), not(0))
                    x := or(and(x, not(behind)), and(ONES, behind))
                }
                // Bytes 1 and 2 less 1 are the bits of answer 2; other bytes leave other bits or borrow them.
                x := sub(x, ONES)
                if and(x, not(ONES)) {
                    x := add(x, ONES)
                    // Bytes above 2 have a bit beyond the lowest two, or both of these.
                    let odd := or(and(x, mul(0xfc, ONES)), and(and(x, shr(1, x)), ONES))
                    odd := and(shr(7, or(add(and(odd, mul(0x7f, ONES)), mul(0x7f, ONES)), odd)), ONES)
                    x := and(x, not(mul(odd, 255)))
                    odd := xor(ONES, and(or(x, shr(1, x)), ONES))
                    x := and(shr(1, x), ONES)
                    skipped := or(skipped, shl(j, odd))
                    mstore(sub(vote, step), sub(mload(sub(vote, step)), odd))
                }
                two := or(two, shl(j, x))
                mstore(vote, add(mload(vote), x))
            }
        }
    }

    /// @dev Plane of the first `items` (at most 255) items.
    function _existing(uint256 items) private pure returns (uint256 plane) {
        unchecked {
            uint256 bytes_ = items & 31;
            // Words that are full, then the one that is not.
            uint256 full = items / 32;
            plane = ((1 << full) - 1) * ONES;
            if (bytes_ != 0) plane |= ((ONES >> (256 - 8 * bytes_)) << (256 - 8 * bytes_)) << full;
        }
    }

    /// @dev Who neither answered 2 nor skipped answered 1.
    function _countOnes(Grid memory g) private pure {
        unchecked {
            uint256 step = 32 * g.words;
            for (uint256 q = 0; q < g.words; ++q) {
                uint256 vote = g.votes + 32 * q;
                uint256 ones = Bits.load(vote) + g.rows * ONES - Bits.load(vote + step);
                uint256 items = g.items - 32 * q;
                if (items < 32) ones &= type(uint256).max << (256 - 8 * items);
                Bits.store(vote, ones);
            }
        }
    }
}
