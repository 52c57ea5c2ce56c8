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

    /// @notice Sets all scores to `base`, less the offsets of all answers.
    /// @param base 0x4000, class prior, bases and offsets of complete rows.
    function start(Grid memory g, uint256 base) internal pure {
        assembly ("memory-safe") {
            let bias := mul(base, UNITS)
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

    /// @notice Adds all rows' weights to the scores, four rows at a time if all are complete, else in two pairs: the sum of
    /// two weights fits a byte.
    function add(Grid memory g) internal pure {
        unchecked {
            uint256 width = 32 * g.blocks;
            uint256 end = g.tallies + 64 * g.words;
            uint256 record = g.records;
            uint256 row = g.planes + width;
            for (uint256 r = 0; r < g.rows; r += 4) {
                bool complete = (g.complete >> r) & 15 == 15;
                for (uint256 offset = 0; offset < width; offset += 32) {
                    uint256 pair = g.tallies + 16 * offset;
                    uint256 last = end < pair + 512 ? end : pair + 512;
                    if (complete) {
                        _addFour(record, offset, pair, last);
                    } else {
                        _addBlock(row + offset, width, g.stride, record + 96, pair, last);
                        if (r + 2 < g.rows)
                            _addBlock(row + 2 * g.stride + offset, width, g.stride, record + 864, pair, last);
                    }
                }
                record += 1536;
                row += 4 * g.stride;
            }
        }
    }

    /// @dev Adds up to 256 items of four complete rows.
    function _addFour(uint256 record, uint256 offset, uint256 pair, uint256 end) private pure {
        assembly ("memory-safe") {
            let a := mload(add(mload(add(record, 64)), offset))
            let b := mload(add(mload(add(record, 448)), offset))
            let c := mload(add(mload(add(record, 832)), offset))
            let d := mload(add(mload(add(record, 1216)), offset))
            let wa := mload(add(record, 32))
            let wb := mload(add(record, 416))
            let wc := mload(add(record, 800))
            let wd := mload(add(record, 1184))
            for {} lt(pair, end) {
                pair := add(pair, 32)
            } {
                let one := add(mul(and(a, ONES), wa), mul(and(b, ONES), wb))
                let two := add(mul(and(c, ONES), wc), mul(and(d, ONES), wd))
                a := shr(1, a)
                b := shr(1, b)
                c := shr(1, c)
                d := shr(1, d)
                mstore(pair, add(mload(pair), add(and(one, LOWS), and(two, LOWS))))
                pair := add(pair, 32)
                mstore(pair, add(mload(pair), add(and(shr(8, one), LOWS), and(shr(8, two), LOWS))))
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
    /// @return labelled Number of counted labels 1 | of labels 2 << 128.
    function count(Grid memory g, uint256 sums) internal pure returns (uint256 labelled) {
        unchecked {
            uint256 width = 32 * g.blocks;
            bool half = g.items <= 128;
            uint256 ones = g.counted + width;
            for (uint256 b = 0; b < width; b += 32)
                labelled += Bits.countTwo(Bits.load(ones + b), Bits.load(ones + width + b), half);
            uint256 plane = g.planes + width;
            uint256 record = g.records;
            uint256 total;
            for (uint256 end = record + 384 * g.rows; record < end; record += 384) {
                uint256 counts = _countOn(plane, ones, width, half);
                // What a complete row did not answer with 1 it answered with 2.
                uint256 twos =
                    Bits.load(record + 160) != 0 ? labelled - counts : _countOn(plane + width, ones, width, half);
                counts |= twos << 64;
                Bits.store(record, counts);
                // Four sums of at most 240 * 255 * 65535 each.
                total += Bits.load(record + 256) * counts;
                plane += g.stride;
            }
            for (uint256 x = 0; x < 128; x += 32) {
                Bits.store(sums + x, uint64(total));
                total >>= 64;
            }
        }
    }

    /// @notice Weights of a row's answers 1 and 2 from its counts and its prior, two's complement: the cost if the label is
    /// 1, less the cost if it is 2.
    function weigh(uint256 record, uint256 table) internal pure returns (uint256 first, uint256 second) {
        assembly ("memory-safe") {
            let prior := mload(add(record, 320))
            let counts := mload(record)
            let one := and(shr(128, counts), 0xffffffffffffffff)
            let two := shr(192, counts)
            let labelled := add(mload(add(record, 352)), add(one, two))
            first := byte(0, mload(add(table, div(add(shl(10, one), mload(add(prior, 64))), labelled))))
            second := byte(0, mload(add(table, div(add(shl(10, two), mload(add(prior, 96))), labelled))))
            one := and(counts, 0xffffffffffffffff)
            two := and(shr(64, counts), 0xffffffffffffffff)
            labelled := add(mload(add(record, 352)), add(one, two))
            first := sub(byte(0, mload(add(table, div(add(shl(10, one), mload(prior)), labelled)))), first)
            second := sub(byte(0, mload(add(table, div(add(shl(10, two), mload(add(prior, 32))), labelled)))), second)
        }
    }

    /// @dev Bits of a plane on items labelled 1 | on items labelled 2 << 128.
    function _countOn(uint256 plane, uint256 ones, uint256 width, bool half) private pure returns (uint256 counts) {
        unchecked {
            if (half) {
                uint256 bits = Bits.load(plane);
                return Bits.countHalves((bits & Bits.load(ones)) | ((bits & Bits.load(ones + 32)) << 4));
            }
            uint256 blocks = width / 32;
            return Bits.countCommon(plane, ones, blocks) | (Bits.countCommon(plane, ones + width, blocks) << 128);
        }
    }

    /// @notice Compares row `r` with the labels recomputed without it, on judged items that it answered.
    /// @param judged Number of judged items.
    /// @return n Items compared.
    /// @return given Answers 2 among them.
    /// @return labelled Labels 2 among them.
    /// @return both Items where both are 2.
    function compare(
        Grid memory g,
        uint256 r,
        uint256 judged
    ) internal pure returns (uint256 n, uint256 given, uint256 labelled, uint256 both) {
        unchecked {
            uint256 record = g.records + r * 384;
            uint256 width = 32 * g.blocks;
            bool complete = (g.complete >> r) & 1 == 1;
            if (complete) n = judged;
            for (uint256 offset = 0; offset < width; offset += 32) {
                uint256 plane = g.planes + r * g.stride + offset;
                uint256 label = _without(g, record, plane, offset, complete);
                uint256 open = Bits.load(g.labels + offset) & Bits.load(plane);
                uint256 two = Bits.load(plane + 2 * width) & open;
                if (!complete) n += Bits.count(open);
                uint256 counts = Bits.countTwo(two, label & open, g.items <= 128);
                given += uint128(counts);
                labelled += counts >> 128;
                both += Bits.count(two & label);
            }
        }
    }

    /// @dev Plane of label 2 for up to 256 items when a row's own weight is taken away.
    function _without(
        Grid memory g,
        uint256 record,
        uint256 plane,
        uint256 offset,
        bool complete
    ) private pure returns (uint256 label) {
        unchecked {
            uint256 pair = g.tallies + 16 * offset;
            uint256 end = g.tallies + 64 * g.words;
            if (pair + 512 < end) end = pair + 512;
            (uint256 first, uint256 second) = weigh(record, g.table);
            uint256 base = 0 - uint256(60);
            if (complete) base = int256(first) < int256(second) ? first : second;
            // Top bit of a lane: score - own > 0.
            uint256 bias = (0x3fff - base) * UNITS;
            (first, second) = (first - base, second - base);
            uint256 one = Bits.load(plane + 32 * g.blocks);
            uint256 two = Bits.load(plane + 64 * g.blocks);
            if (!complete) return _withoutBoth(one, two, first, second, bias, pair, end);
            return first == 0 ? _withoutOne(two, second, bias, pair, end) : _withoutOne(one, first, bias, pair, end);
        }
    }

    function _withoutOne(
        uint256 bits,
        uint256 weight,
        uint256 bias,
        uint256 pair,
        uint256 end
    ) private pure returns (uint256 label) {
        assembly ("memory-safe") {
            let j := 0
            for {} lt(pair, end) {
                pair := add(pair, 64)
            } {
                let own := mul(and(shr(j, bits), ONES), weight)
                let even := and(shr(15, sub(add(mload(pair), bias), and(own, LOWS))), UNITS)
                let odd := and(shr(7, sub(add(mload(add(pair, 32)), bias), and(shr(8, own), LOWS))), shl(8, UNITS))
                label := or(label, shl(j, or(even, odd)))
                j := add(j, 1)
            }
        }
    }

    function _withoutBoth(
        uint256 one,
        uint256 two,
        uint256 first,
        uint256 second,
        uint256 bias,
        uint256 pair,
        uint256 end
    ) private pure returns (uint256 label) {
        assembly ("memory-safe") {
            let j := 0
            for {} lt(pair, end) {
                pair := add(pair, 64)
            } {
                let own := add(mul(and(shr(j, one), ONES), first), mul(and(shr(j, two), ONES), second))
                let even := and(shr(15, sub(add(mload(pair), bias), and(own, LOWS))), UNITS)
                let odd := and(shr(7, sub(add(mload(add(pair, 32)), bias), and(shr(8, own), LOWS))), shl(8, UNITS))
                label := or(label, shl(j, or(even, odd)))
                j := add(j, 1)
            }
        }
    }
}
