// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "./Bits.sol";
import {Grid} from "./Grid.sol";

/// @title Scores of items in 16-bit lanes.
/// @dev A lane holds 0x4000 + score. |score| <= 255 rows * 60 + 60 for the prior + 60 while a row is taken away = 15,420, so
/// lanes stay within 964..31,804, and the difference of two within a signed 16-bit number.
/// A word of 32 byte lanes splits into its low bytes ("even") and its high bytes ("odd") of 16 lanes each.
library Lanes {
    uint256 internal constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;
    uint256 internal constant UNITS = 0x0001000100010001000100010001000100010001000100010001000100010001;
    uint256 internal constant LOWS = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
    uint256 internal constant BIAS = 0x4000;
    /// @dev Weights are -60..60 and are multiplied as 0..120, so that bytes hold them.
    uint256 internal constant OFFSET = 60;
    /// @dev A label is counted from a lead of two bits on, odds of four to one.
    uint256 internal constant SURE = 16;

    /// @notice Sets the scores of all items to the class priors, less the offsets that the rows' weights will carry.
    /// @param priors K - 1 words, two's complement.
    function start(Grid memory g, uint256 priors) internal pure {
        unchecked {
            uint256 pair = g.tallies;
            for (uint256 k = 1; k < g.classes; ++k) {
                uint256 bias = (BIAS + Bits.load(priors)) * UNITS;
                priors += 32;
                for (uint256 q = 0; q < g.words; ++q) {
                    uint256 given;
                    uint256 vote = g.votes + 32 * q;
                    for (uint256 a = 0; a < g.classes; ++a) given += Bits.load(vote + 32 * a * g.words);
                    Bits.store(pair, bias - (given & LOWS) * OFFSET);
                    Bits.store(pair + 32, bias - ((given >> 8) & LOWS) * OFFSET);
                    pair += 64;
                }
            }
        }
    }

    /// @notice Labels every item with its best class, and marks the labels that are counted; gold keeps its label.
    /// @return changed Whether a label differs from before.
    function decide(Grid memory g) internal pure returns (bool changed) {
        unchecked {
            uint256 width = 32 * g.blocks;
            uint256 fresh = Bits.allocate(g.stride);
            uint256 step = 64 * g.words;
            for (uint256 q = 0; q < g.words; ++q) {
                uint256 plane = fresh + 32 * (q >> 3);
                uint256 pair = g.tallies + 64 * q;
                uint256 label = best(pair, step, g.classes) | (best(pair + 32, step, g.classes) << 8);
                uint256 sure = _isSure(lead(pair, step, g.classes)) | (_isSure(lead(pair + 32, step, g.classes)) << 8);
                // The first plane holds what is sure.
                Bits.store(plane, Bits.load(plane) | (sure << (q & 7)));
                for (uint256 k = 1; k <= g.classes; ++k) {
                    plane += width;
                    Bits.store(plane, Bits.load(plane) | (equalBytes(label, k) << (q & 7)));
                }
            }
            for (uint256 b = 0; b < g.blocks; ++b) {
                uint256 open = Bits.load(g.answered + 32 * b) & ~Bits.load(g.gold + 32 * b);
                uint256 sure = open & Bits.load(fresh + 32 * b);
                for (uint256 k = 1; k <= g.classes; ++k) {
                    uint256 at_ = 32 * b + k * width;
                    uint256 gold = Bits.load(g.gold + at_);
                    uint256 plane = Bits.load(fresh + at_);
                    Bits.store(g.counted + at_, (plane & sure) | gold);
                    plane = (plane & open) | gold;
                    if (plane != Bits.load(g.labels + at_)) changed = true;
                    Bits.store(g.labels + at_, plane);
                }
            }
            // The planes are not needed any more: give the memory back.
            Bits.release(fresh);
        }
    }

    /// @dev 1 in every lane of `margin` that is at least `SURE`.
    function _isSure(uint256 margin) private pure returns (uint256) {
        unchecked {
            return ((margin + (0x8000 - SURE) * UNITS) >> 15) & UNITS;
        }
    }

    /// @notice The class, 1..K, with the greatest score of each lane; the lowest among equals.
    /// @param scores Address of the scores of class 2; the next class is `step` bytes further.
    function best(uint256 scores, uint256 step, uint256 classes) internal pure returns (uint256 label) {
        assembly ("memory-safe") {
            let top := mul(BIAS, UNITS)
            label := UNITS
            let wanted := UNITS
            for {
                let k := 1
            } lt(k, classes) {
                k := add(k, 1)
            } {
                wanted := add(wanted, UNITS)
                let score := mload(scores)
                scores := add(scores, step)
                // Top bit of the lane: score > top.
                let mask := mul(and(shr(15, sub(add(score, mul(0x7fff, UNITS)), top)), UNITS), 0xffff)
                top := xor(top, and(xor(top, score), mask))
                label := xor(label, and(xor(label, wanted), mask))
            }
        }
    }

    /// @notice By how much the best class of each lane leads the second.
    function lead(uint256 scores, uint256 step, uint256 classes) internal pure returns (uint256 margin) {
        assembly ("memory-safe") {
            let top := mul(BIAS, UNITS)
            let second := 0
            for {
                let k := 1
            } lt(k, classes) {
                k := add(k, 1)
            } {
                let score := mload(scores)
                scores := add(scores, step)
                let mask := mul(and(shr(15, sub(add(score, mul(0x7fff, UNITS)), top)), UNITS), 0xffff)
                // The lesser of the two may be the second.
                let less := xor(score, and(xor(top, score), mask))
                top := xor(top, and(xor(top, score), mask))
                mask := mul(and(shr(15, sub(add(less, mul(0x7fff, UNITS)), second)), UNITS), 0xffff)
                second := xor(second, and(xor(second, less), mask))
            }
            margin := sub(top, second)
        }
    }

    /// @notice 1 in every byte that equals `value`, 0 in the others; bytes and value below 128.
    function equalBytes(uint256 word, uint256 value) internal pure returns (uint256) {
        unchecked {
            return ~(((word ^ (value * ONES)) + 127 * ONES) >> 7) & ONES;
        }
    }
}
