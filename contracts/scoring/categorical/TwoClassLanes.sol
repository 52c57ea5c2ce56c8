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

    /// @notice Labels every item: class 2 where its score is positive; gold keeps its label. Labels are counted where the
    /// score is at least `Lanes.SURE`, or at most -`Lanes.SURE`. Returns whether a label changed.
    function decide(Grid memory g) internal pure returns (bool changed) {
        assembly ("memory-safe") {
            let width := shl(5, mload(add(g, 0x80)))
            let gold := mload(add(g, 0x100))
            let label := mload(add(g, 0x120))
            let answered := mload(add(g, 0x140))
            let counted := mload(add(g, 0x220))
            let pair := mload(add(g, 0x1e0))
            let end := add(pair, shl(6, mload(add(g, 0x60))))
            for {} lt(pair, end) {
                counted := add(counted, 32)
                gold := add(gold, 32)
                label := add(label, 32)
                answered := add(answered, 32)
            } {
                let twos := 0
                let sureTwos := 0
                let notSureOnes := 0
                for {
                    let j := 0
                } and(lt(j, 8), lt(pair, end)) {
                    j := add(j, 1)
                    pair := add(pair, 64)
                } {
                    // Top bit of a lane: score > 0, score >= 16, score > -16.
                    let even := mload(pair)
                    let odd := mload(add(pair, 32))
                    let bits := and(shr(7, add(odd, mul(0x3fff, UNITS))), shl(8, UNITS))
                    twos := or(twos, shl(j, or(and(shr(15, add(even, mul(0x3fff, UNITS))), UNITS), bits)))
                    bits := and(shr(7, add(odd, mul(0x3ff0, UNITS))), shl(8, UNITS))
                    sureTwos := or(sureTwos, shl(j, or(and(shr(15, add(even, mul(0x3ff0, UNITS))), UNITS), bits)))
                    bits := and(shr(7, add(odd, mul(0x400f, UNITS))), shl(8, UNITS))
                    notSureOnes := or(notSureOnes, shl(j, or(and(shr(15, add(even, mul(0x400f, UNITS))), UNITS), bits)))
                }
                let open := and(mload(answered), not(mload(gold)))
                let known := mload(add(gold, width))
                let ones := or(and(open, not(twos)), known)
                mstore(add(counted, width), or(and(open, not(notSureOnes)), known))
                known := mload(add(gold, shl(1, width)))
                twos := or(and(open, twos), known)
                mstore(add(counted, shl(1, width)), or(and(open, sureTwos), known))
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

    /// @notice Counts every row's answers on items whose label is counted, and adds up the population's confusion matrix.
    /// @param sums Four words: answers 1 and 2 on label 1, then on label 2, weighted by the rows' shares.
    function count(Grid memory g, uint256 sums) internal pure {
        unchecked {
            uint256 width = 32 * g.blocks;
            uint256 ones = g.counted + width;
            uint256 row = g.planes + width;
            uint256 record = g.records;
            uint256 last = record + 384 * g.rows;
            assembly ("memory-safe") {
                calldatacopy(sums, calldatasize(), 128)
            }
            for (; record < last; record += 384) {
                _addCounts(record, sums, _countTwo(row, ones, width), _countTwo(row, ones + width, width));
                row += g.stride;
            }
        }
    }

    /// @dev Answers 1, and 2 << 128, of a row on the items of a plane of labels.
    function _countTwo(uint256 row, uint256 label, uint256 width) private pure returns (uint256 counts) {
        unchecked {
            for (uint256 b = 0; b < width; b += 32) {
                uint256 items = Bits.load(label + b);
                counts += Bits.count(Bits.load(row + b) & items);
                counts += Bits.count(Bits.load(row + width + b) & items) << 128;
            }
        }
    }

    /// @dev Keeps a row's counts on labels 1 and 2, each with its answers 2 << 128, and adds its share of them to `sums`.
    function _addCounts(uint256 record, uint256 sums, uint256 ones, uint256 twos) private pure {
        assembly ("memory-safe") {
            let share := mload(add(record, 256))
            for {
                let end := add(record, 128)
                let counts := ones
            } lt(record, end) {
                counts := twos
            } {
                let n := and(counts, 0xffffffffffffffffffffffffffffffff)
                mstore(record, n)
                mstore(sums, add(mload(sums), mul(share, n)))
                n := shr(128, counts)
                mstore(add(record, 32), n)
                mstore(add(sums, 32), add(mload(add(sums, 32)), mul(share, n)))
                record := add(record, 64)
                sums := add(sums, 64)
            }
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
