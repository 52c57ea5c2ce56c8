// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "./Bits.sol";
import {Grid} from "./Grid.sol";

/// @title Inner loops of `TwoClassFit`, a word at a time.
/// @dev Lanes as in `Lanes`: 0x4000 + score of class 2 against class 1.
library TwoClassLanes {
    uint256 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;
    uint256 private constant UNITS = 0x0001000100010001000100010001000100010001000100010001000100010001;
    uint256 private constant LOWS = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;

    /// @notice Sets all scores to the class prior, less the offsets that the weights will carry.
    function start(Grid memory g, uint256 prior) internal pure {
        assembly ("memory-safe") {
            let bias := mul(add(0x4000, prior), UNITS)
            let width := shl(5, mload(add(g, 0x60)))
            let vote := mload(add(g, 0xe0))
            let pair := mload(add(g, 0x1e0))
            for {
                let end := add(vote, width)
            } lt(vote, end) {
                vote := add(vote, 32)
                pair := add(pair, 64)
            } {
                let given := add(mload(vote), mload(add(vote, width)))
                mstore(pair, sub(bias, mul(and(given, LOWS), 60)))
                mstore(add(pair, 32), sub(bias, mul(and(shr(8, given), LOWS), 60)))
            }
        }
    }

    /// @notice Adds all rows' weights to the scores, two rows at a time: the sum of two weights fits a byte.
    function add(Grid memory g) internal pure {
        unchecked {
            uint256 width = 32 * g.blocks;
            uint256 stride = g.stride;
            uint256 end = g.tallies + 64 * g.words;
            uint256 record = g.records;
            uint256 row = g.planes + width;
            uint256 last = record + 384 * g.rows;
            for (; record < last; record += 768) {
                uint256 plane = row;
                for (uint256 pair = g.tallies; pair < end; pair += 512) {
                    _addBlock(plane, width, stride, record + 128, pair, end < pair + 512 ? end : pair + 512);
                    plane += 32;
                }
                row += 2 * stride;
            }
        }
    }

    /// @dev Adds up to 256 items of two rows.
    function _addBlock(
        uint256 plane,
        uint256 width,
        uint256 stride,
        uint256 weights,
        uint256 pair,
        uint256 end
    ) private pure {
        assembly ("memory-safe") {
            let a1 := mload(plane)
            let b1 := mload(add(plane, stride))
            plane := add(plane, width)
            let a2 := mload(plane)
            let b2 := mload(add(plane, stride))
            let w1 := mload(weights)
            let w2 := mload(add(weights, 32))
            let v1 := mload(add(weights, 384))
            let v2 := mload(add(weights, 416))
            for {} lt(pair, end) {
                pair := add(pair, 32)
            } {
                let sum := mul(and(a1, ONES), w1)
                a1 := shr(1, a1)
                sum := add(mul(and(a2, ONES), w2), sum)
                a2 := shr(1, a2)
                sum := add(mul(and(b1, ONES), v1), sum)
                b1 := shr(1, b1)
                sum := add(mul(and(b2, ONES), v2), sum)
                b2 := shr(1, b2)
                mstore(pair, add(mload(pair), and(sum, LOWS)))
                pair := add(pair, 32)
                mstore(pair, add(mload(pair), and(shr(8, sum), LOWS)))
            }
        }
    }

    /// @notice Labels every item: class 2 where its score is positive; gold keeps its label. Returns whether a label changed.
    function decide(Grid memory g) internal pure returns (bool changed) {
        assembly ("memory-safe") {
            let width := shl(5, mload(add(g, 0x80)))
            let gold := mload(add(g, 0x100))
            let label := mload(add(g, 0x120))
            let answered := mload(add(g, 0x140))
            let pair := mload(add(g, 0x1e0))
            let end := add(pair, shl(6, mload(add(g, 0x60))))
            for {} lt(pair, end) {
                gold := add(gold, 32)
                label := add(label, 32)
                answered := add(answered, 32)
            } {
                let twos := 0
                for {
                    let j := 0
                } and(lt(j, 8), lt(pair, end)) {
                    j := add(j, 1)
                    pair := add(pair, 64)
                } {
                    // Top bit of a lane: score > 0.
                    let even := and(shr(15, add(mload(pair), mul(0x3fff, UNITS))), UNITS)
                    let odd := and(shr(7, add(mload(add(pair, 32)), mul(0x3fff, UNITS))), shl(8, UNITS))
                    twos := or(twos, shl(j, or(even, odd)))
                }
                let open := and(mload(answered), not(mload(gold)))
                let ones := or(and(open, not(twos)), mload(add(gold, width)))
                twos := or(and(open, twos), mload(add(gold, shl(1, width))))
                let slot := add(label, width)
                if xor(mload(slot), ones) {
                    changed := 1
                    mstore(slot, ones)
                }
                slot := add(slot, width)
                if xor(mload(slot), twos) {
                    changed := 1
                    mstore(slot, twos)
                }
            }
        }
    }

    /// @notice Counts every row's answers on items labelled 2, and adds up the population's confusion matrix.
    /// @param sums Four words: answers 1 and 2 on label 1, then on label 2, weighted by the rows' shares.
    function count(Grid memory g, uint256 sums) internal pure {
        unchecked {
            uint256 width = 32 * g.blocks;
            uint256 twos = g.labels + 2 * width;
            uint256 row = g.planes + width;
            uint256 record = g.records;
            uint256 last = record + 384 * g.rows;
            assembly ("memory-safe") {
                calldatacopy(sums, calldatasize(), 128)
            }
            for (; record < last; record += 384) {
                uint256 one = 0;
                uint256 two = 0;
                for (uint256 b = 0; b < width; b += 32) {
                    uint256 label = Bits.load(twos + b);
                    one += Bits.count(Bits.load(row + b) & label);
                    two += Bits.count(Bits.load(row + width + b) & label);
                }
                _addCounts(record, sums, one, two);
                row += g.stride;
            }
        }
    }

    function _addCounts(uint256 record, uint256 sums, uint256 one, uint256 two) private pure {
        assembly ("memory-safe") {
            mstore(add(record, 64), one)
            mstore(add(record, 96), two)
            let share := mload(add(record, 256))
            mstore(sums, add(mload(sums), mul(share, sub(mload(record), one))))
            sums := add(sums, 32)
            mstore(sums, add(mload(sums), mul(share, sub(mload(add(record, 32)), two))))
            sums := add(sums, 32)
            mstore(sums, add(mload(sums), mul(share, one)))
            sums := add(sums, 32)
            mstore(sums, add(mload(sums), mul(share, two)))
        }
    }

    /// @notice Compares row `r` with the labels recomputed without it, on judged items that it answered.
    /// @return counts Items compared | answers 2 << 64 | labels 2 << 128 | items where both are 2 << 192.
    function compare(Grid memory g, uint256 r) internal pure returns (uint256 counts) {
        unchecked {
            uint256 plane = g.planes + r * g.stride;
            uint256 weights = g.records + r * 384 + 192;
            uint256 end = g.tallies + 64 * g.words;
            uint256 judged = g.labels;
            for (uint256 pair = g.tallies; pair < end; pair += 512) {
                counts += _compareBlock(plane, 32 * g.blocks, weights, judged, pair, end);
                plane += 32;
                judged += 32;
            }
        }
    }

    function _compareBlock(
        uint256 plane,
        uint256 width,
        uint256 weights,
        uint256 judged,
        uint256 pair,
        uint256 end
    ) private pure returns (uint256 counts) {
        unchecked {
            uint256 two = Bits.load(plane + 2 * width);
            if (pair + 512 < end) end = pair + 512;
            uint256 label = _without(Bits.load(plane + width), two, weights, pair, end);
            uint256 open = Bits.load(judged) & Bits.load(plane);
            counts = Bits.count(open);
            counts |= Bits.count(two & open) << 64;
            counts |= Bits.count(label & open) << 128;
            counts |= Bits.count(two & label & open) << 192;
        }
    }

    /// @dev Plane of label 2 for up to 256 items when a row's own weight is taken away.
    function _without(
        uint256 one,
        uint256 two,
        uint256 weights,
        uint256 pair,
        uint256 end
    ) private pure returns (uint256 label) {
        assembly ("memory-safe") {
            let w1 := mload(weights)
            let w2 := mload(add(weights, 32))
            let j := 0
            for {} lt(pair, end) {
                pair := add(pair, 32)
            } {
                let own := add(mul(and(shr(j, one), ONES), w1), mul(and(shr(j, two), ONES), w2))
                // Top bit of a lane: score - own + 60 > 0.
                let even := sub(add(mload(pair), mul(0x403b, UNITS)), and(own, LOWS))
                pair := add(pair, 32)
                let odd := sub(add(mload(pair), mul(0x403b, UNITS)), and(shr(8, own), LOWS))
                label := or(label, shl(j, or(and(shr(15, even), UNITS), and(shr(7, odd), shl(8, UNITS)))))
                j := add(j, 1)
            }
        }
    }
}
