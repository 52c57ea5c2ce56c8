// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "./Bits.sol";
import {Grid} from "./Grid.sol";

/// @title Inner loops of `TwoClassFit`.
/// @dev Lanes as in `Lanes`: 0x4000 + score of class 2 against class 1.
library TwoClassLanes {
    uint256 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;
    uint256 private constant UNITS = 0x0001000100010001000100010001000100010001000100010001000100010001;
    uint256 private constant LOWS = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
    uint256 private constant RECORD = 320;

    /// @notice Sets all scores to `base` plus, for each row, what its answer adds, two's complement.
    /// @param base 0x4000 and what all scores have in common.
    function start(Grid memory g, uint256 base, uint256 one, uint256 two) internal pure {
        assembly ("memory-safe") {
            base := mul(base, UNITS)
            let width := shl(5, mload(add(g, 0x60)))
            let vote := mload(add(g, 0xe0))
            let pair := mload(add(g, 0x1e0))
            for {
                let end := add(vote, width)
            } lt(vote, end) {
                vote := add(vote, 32)
                pair := add(pair, 64)
            } {
                let ones := mload(vote)
                let twos := mload(add(vote, width))
                mstore(pair, add(base, add(mul(and(ones, LOWS), one), mul(and(twos, LOWS), two))))
                ones := and(shr(8, ones), LOWS)
                twos := and(shr(8, twos), LOWS)
                mstore(add(pair, 32), add(base, add(mul(ones, one), mul(twos, two))))
            }
        }
    }

    /// @notice Adds listed weights to the scores, four at a time: the sum of two fits a byte.
    /// @param entry Address of the list: a weight of 0..120 and the address of the plane that it counts on, 64 bytes.
    /// @param end Where the list ends; three entries behind it are overwritten.
    function add(Grid memory g, uint256 entry, uint256 end) internal pure {
        assembly ("memory-safe") {
            // Completed by weights of 0.
            mstore(end, 0)
            mstore(add(end, 64), 0)
            mstore(add(end, 128), 0)
            let tallies := mload(add(g, 0x1e0))
            let last := add(tallies, shl(6, mload(add(g, 0x60))))
            for {} lt(entry, end) {
                entry := add(entry, 256)
            } {
                let offset := 0
                for {
                    let pair := tallies
                } lt(pair, last) {} {
                    let a := mload(add(mload(add(entry, 32)), offset))
                    let b := mload(add(mload(add(entry, 96)), offset))
                    let c := mload(add(mload(add(entry, 160)), offset))
                    let d := mload(add(mload(add(entry, 224)), offset))
                    offset := add(offset, 32)
                    let limit := add(pair, 512)
                    if gt(limit, last) {
                        limit := last
                    }
                    for {} lt(pair, limit) {
                        pair := add(pair, 64)
                    } {
                        let one := add(mul(and(a, ONES), mload(entry)), mul(and(b, ONES), mload(add(entry, 64))))
                        let two := add(
                            mul(and(c, ONES), mload(add(entry, 128))),
                            mul(and(d, ONES), mload(add(entry, 192)))
                        )
                        a := shr(1, a)
                        b := shr(1, b)
                        c := shr(1, c)
                        d := shr(1, d)
                        mstore(pair, add(mload(pair), add(and(one, LOWS), and(two, LOWS))))
                        one := add(and(shr(8, one), LOWS), and(shr(8, two), LOWS))
                        mstore(add(pair, 32), add(mload(add(pair, 32)), one))
                    }
                }
            }
        }
    }

    /// @notice Labels every item: class 2 where its score is positive; gold keeps its label. Labels are counted where the
    /// score is at least `Lanes.SURE`, or at most -`Lanes.SURE`.
    /// @return changed Whether a label changed.
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
            uint256 ones = g.counted + width;
            bool half = g.items <= 128;
            for (uint256 b = 0; b < width; b += 32)
                labelled += Bits.countTwo(Bits.load(ones + b), Bits.load(ones + width + b), half);
            uint256 record = g.records;
            uint256 end = record + RECORD * g.rows;
            // Four sums of at most 240 * 255 * 65535 each.
            uint256 total =
                half
                    ? _countHalves(record, end, Bits.load(ones), Bits.load(ones + 32), labelled)
                    : _countAll(record, end, ones, g.blocks, labelled);
            for (uint256 x = 0; x < 128; x += 32) {
                Bits.store(sums + x, uint64(total));
                total >>= 64;
            }
        }
    }

    /// @dev Writes counts and returns their weighted sum. What a complete row did not answer with 1 it answered with 2.
    function _countAll(
        uint256 record,
        uint256 end,
        uint256 ones,
        uint256 blocks,
        uint256 labelled
    ) private pure returns (uint256 total) {
        unchecked {
            uint256 twos = ones + 32 * blocks;
            for (; record < end; record += RECORD) {
                uint256 plane = Bits.load(record + 192);
                uint256 counts = Bits.countCommon(plane, ones, blocks) | (Bits.countCommon(plane, twos, blocks) << 128);
                if (Bits.load(record + 256) == 1) {
                    counts |= (labelled - counts) << 64;
                } else {
                    plane = Bits.load(record + 224);
                    counts |= Bits.countCommon(plane, ones, blocks) << 64;
                    counts |= Bits.countCommon(plane, twos, blocks) << 192;
                }
                Bits.store(record, counts);
                total += Bits.load(record + 96) * counts;
            }
        }
    }

    /// @dev The same for at most 128 items, the labels' planes being given: both labels are counted at once.
    function _countHalves(
        uint256 record,
        uint256 end,
        uint256 ones,
        uint256 twos,
        uint256 labelled
    ) private pure returns (uint256 total) {
        assembly ("memory-safe") {
            for {} lt(record, end) {
                record := add(record, RECORD)
            } {
                // As in `Bits.countHalves`, written out for both planes.
                let x := mload(mload(add(record, 192)))
                x := or(and(x, ones), shl(4, and(x, twos)))
                x := sub(x, and(shr(1, x), 0x5555555555555555555555555555555555555555555555555555555555555555))
                x := add(
                    and(x, 0x3333333333333333333333333333333333333333333333333333333333333333),
                    and(shr(2, x), 0x3333333333333333333333333333333333333333333333333333333333333333)
                )
                let counts := mod(
                    and(shr(4, x), 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f),
                    255
                )
                x := mod(and(x, 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f), 255)
                counts := or(shl(128, counts), x)
                let others := sub(labelled, counts)
                if iszero(mload(add(record, 256))) {
                    x := mload(mload(add(record, 224)))
                    x := or(and(x, ones), shl(4, and(x, twos)))
                    x := sub(x, and(shr(1, x), 0x5555555555555555555555555555555555555555555555555555555555555555))
                    x := add(
                        and(x, 0x3333333333333333333333333333333333333333333333333333333333333333),
                        and(shr(2, x), 0x3333333333333333333333333333333333333333333333333333333333333333)
                    )
                    others := mod(
                        and(shr(4, x), 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f),
                        255
                    )
                    x := mod(and(x, 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f), 255)
                    others := or(shl(128, others), x)
                }
                counts := or(counts, shl(64, others))
                mstore(record, counts)
                total := add(total, mul(mload(add(record, 96)), counts))
            }
        }
    }

    /// @notice Weighs all records by their counts and priors, and lists the weights for `add`.
    /// @dev A weight is the cost if the label is 1, less the cost if it is 2, two's complement.
    /// @param table Of costs.
    /// @param entry Where the list begins; returned, where it ends.
    /// @return base Of complete rows, sum of the lesser weights: they are to be added to all scores.
    function weigh(
        uint256 record,
        uint256 end,
        uint256 table,
        uint256 entry
    ) internal pure returns (uint256 base, uint256) {
        assembly ("memory-safe") {
            for {} lt(record, end) {
                record := add(record, RECORD)
            } {
                let first
                let second
                {
                    let prior := mload(add(record, 160))
                    let counts := mload(record)
                    let one := and(shr(128, counts), 0xffffffffffffffff)
                    let two := shr(192, counts)
                    let labelled := add(mload(add(prior, 128)), add(one, two))
                    first := byte(0, mload(add(table, div(add(shl(10, one), mload(add(prior, 64))), labelled))))
                    second := byte(0, mload(add(table, div(add(shl(10, two), mload(add(prior, 96))), labelled))))
                    one := and(counts, 0xffffffffffffffff)
                    two := and(shr(64, counts), 0xffffffffffffffff)
                    labelled := add(mload(add(prior, 128)), add(one, two))
                    one := byte(0, mload(add(table, div(add(shl(10, one), mload(prior)), labelled))))
                    two := byte(0, mload(add(table, div(add(shl(10, two), mload(add(prior, 32))), labelled))))
                    first := sub(one, first)
                    second := sub(two, second)
                }
                mstore(add(record, 32), first)
                mstore(add(record, 64), second)
                let copies := mload(add(record, 128))
                if gt(copies, 1) {
                    first := sdiv(first, copies)
                    second := sdiv(second, copies)
                }
                switch mload(add(record, 256))
                case 0 {
                    mstore(entry, add(first, 60))
                    mstore(add(entry, 32), mload(add(record, 192)))
                    mstore(add(entry, 64), add(second, 60))
                    mstore(add(entry, 96), mload(add(record, 224)))
                    entry := add(entry, 128)
                }
                default {
                    let twoLeads := sgt(second, first)
                    let lesser := xor(second, mul(twoLeads, xor(first, second)))
                    base := add(base, lesser)
                    first := sub(add(first, second), shl(1, lesser))
                    mstore(entry, first)
                    mstore(add(entry, 32), mload(add(add(record, 192), shl(5, twoLeads))))
                    // A weight of 0 is overwritten by the next.
                    entry := add(entry, shl(6, gt(first, 0)))
                }
            }
        }
        return (base, entry);
    }
}
