// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Verdict} from "../../types/Scoring.sol";
import {Verdicts} from "../Verdicts.sol";
import {Appraisal} from "./Appraisal.sol";
import {Bits} from "./Bits.sol";
import {Grid} from "./Grid.sol";

/// @title `Outcome` for two classes.
/// @dev A weight is -60..60, so that without a row's own an item is labelled 2 if its score exceeds one of at most 121
/// bounds. For every bound there is a plane of the items above it: a row needs two of these, whatever the number of items.
library TwoClassOutcome {
    uint256 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;
    uint256 private constant UNITS = 0x0001000100010001000100010001000100010001000100010001000100010001;
    uint256 private constant RECORD = 320;
    /// @dev Scores are looked at as 0..128: the score, at least -64 and at most 64, plus 64.
    uint256 private constant LEVELS = 129;
    /// @dev `Appraisal.confidence` of the distance of 0..128 from 64; greater margins give no more.
    bytes private constant CONFIDENCES =
        hex"fefdfdfdfdfdfdfdfdfcfcfcfcfcfbfbfbfafafaf9f9f8f8f7f6f6f5f4f3f2f1f0efeeecebe9e7e5e2e1dfdddad7d4d0ccc9c6c3bfbb"
        hex"b6b0aaa6a29d99938d877f878d93999da2a6aab0b6bbbfc3c6c9ccd0d4d7dadddfe1e2e5e7e9ebeceeeff0f1f2f3f4f5f6f6f7f8f8f9"
        hex"f9fafafafbfbfbfcfcfcfcfcfdfdfdfdfdfdfdfdfe";

    /// @notice Labels and confidences as bytes, and one verdict per row.
    function read(
        Grid memory g
    ) internal pure returns (bytes memory labels, bytes memory confidences, Verdict[] memory verdicts) {
        unchecked {
            labels = new bytes(g.items);
            confidences = new bytes(g.items);
            verdicts = new Verdict[](g.rows);
            _label(g, labels);
            bytes memory table = CONFIDENCES;
            uint256 levels = Bits.allocate(32 * LEVELS);
            uint256 judged;
            for (uint256 b = 0; b < g.blocks; ++b) {
                _readBlock(g, b, levels, confidences, table);
                _accumulate(levels);
                judged += _compare(g, b, levels);
            }
            for (uint256 r = 0; r < g.rows; ++r) {
                (uint256 quality, bool valid) = _appraise(Bits.load(g.records + RECORD * r + 288), judged);
                uint256 answered = Bits.load(g.answers + 32 * r);
                verdicts[r] = Verdicts.pack(quality, answered, Bits.load(g.copies + 32 * r), valid);
            }
        }
    }

    /// @dev Labels as bytes.
    function _label(Grid memory g, bytes memory out) private pure {
        unchecked {
            uint256 width = 32 * g.blocks;
            uint256 plane = g.labels + width;
            for (uint256 q = 0; q < g.words; ++q) {
                uint256 one = plane + 32 * (q >> 3);
                uint256 ones = (Bits.load(one) >> (q & 7)) & ONES;
                _put(out, q, ones + 2 * ((Bits.load(one + width) >> (q & 7)) & ONES));
            }
        }
    }

    /// @dev Writes the confidences of up to 256 items, and at every level the plane of the items there.
    function _readBlock(
        Grid memory g,
        uint256 b,
        uint256 levels,
        bytes memory confidences,
        bytes memory table
    ) private pure {
        unchecked {
            Bits.clear(levels, 32 * LEVELS);
            uint256 end = 8 * b + 8 < g.words ? 8 * b + 8 : g.words;
            for (uint256 q = 8 * b; q < end; ++q) {
                uint256 items = g.items - 32 * q;
                uint256 bit = 1 << (248 + (q & 7));
                uint256 word = _confide(_level(g.tallies + 64 * q), items < 32 ? items : 32, bit, table, levels);
                uint256 known = (Bits.load(g.gold + 32 * b) >> (q & 7)) & ONES;
                uint256 open = (Bits.load(g.answered + 32 * b) >> (q & 7)) & ONES & ~known;
                _put(confidences, q, (word & (open * 255)) | (known * 255));
            }
        }
    }

    /// @dev The levels of 32 items, one byte each.
    function _level(uint256 pair) private pure returns (uint256 word) {
        return _limit(Bits.load(pair)) | (_limit(Bits.load(pair + 32)) << 8);
    }

    /// @dev Lanes of 0x4000 + score become levels.
    function _limit(uint256 lanes) private pure returns (uint256) {
        unchecked {
            // Top bit: score >= -64. What is below becomes 0.
            lanes += (0x8000 - 0x4000 + 64) * UNITS;
            lanes &= ((lanes >> 15) & UNITS) * 0x7fff;
            // Top bit: more than 128.
            uint256 above = (((lanes + (0x7fff - 128) * UNITS) >> 15) & UNITS) * 0xffff;
            return (lanes & ~above) | (above & (128 * UNITS));
        }
    }

    /// @dev Confidences of items at the levels of `word`, and adds the items to the planes of these levels.
    /// @param bit The first item within its plane.
    function _confide(
        uint256 word,
        uint256 items,
        uint256 bit,
        bytes memory table,
        uint256 levels
    ) private pure returns (uint256 confidences) {
        assembly ("memory-safe") {
            table := add(table, 32)
            for {
                let i := 0
            } lt(i, items) {
                i := add(i, 1)
            } {
                let level := byte(i, word)
                mstore8(i, byte(0, mload(add(table, level))))
                level := add(levels, shl(5, level))
                mstore(level, or(mload(level), bit))
                bit := shr(8, bit)
            }
            confidences := mload(0)
        }
    }

    /// @dev Turns planes of items at a level into planes of items above it.
    function _accumulate(uint256 levels) private pure {
        assembly ("memory-safe") {
            let above := 0
            for {
                let level := add(levels, 4096)
            } iszero(lt(level, levels)) {
                level := sub(level, 32)
            } {
                let here := mload(level)
                mstore(level, above)
                above := or(above, here)
            }
        }
    }

    /// @dev Compares all rows with the labels recomputed without them on up to 256 judged items, whose number is returned.
    /// Adds to a record: answers 2, those with label 2, labels 2, items compared, 64 bits each.
    function _compare(Grid memory g, uint256 b, uint256 levels) private pure returns (uint256 judged) {
        unchecked {
            uint256 open = Bits.load(g.labels + 32 * b);
            uint256 width = 32 * g.blocks;
            judged = Bits.count(open);
            bool half = g.items <= 128;
            levels += 32 * 64;
            uint256 record = g.records;
            for (uint256 end = record + RECORD * g.rows; record < end; record += RECORD) {
                uint256 plane = Bits.load(record + 192) + 32 * b;
                uint256 one = Bits.load(plane) & open;
                uint256 two = Bits.load(plane + width) & open;
                uint256 both = two & Bits.load(levels + 32 * Bits.load(record + 64));
                one &= Bits.load(levels + 32 * Bits.load(record + 32));
                uint256 n = judged;
                if (Bits.load(record + 256) == 0) n = Bits.count(open & (Bits.load(plane) | Bits.load(plane + width)));
                uint256 counts = Bits.countTwo(two, one | both, half) + (Bits.count(both) << 64) + (n << 192);
                Bits.store(record + 288, Bits.load(record + 288) + counts);
            }
        }
    }

    /// @param counts As in a record.
    function _appraise(uint256 counts, uint256 judged) private pure returns (uint256 quality, bool valid) {
        unchecked {
            uint256 given = uint64(counts);
            uint256 both = uint64(counts >> 64);
            uint256 labelled = uint64(counts >> 128);
            uint256 n = counts >> 192;
            uint256 twos = given * labelled;
            uint256 ones = (n - given) * (n - labelled);
            uint256 skew = twos * (given + labelled) + ones * (2 * n - given - labelled);
            return Appraisal.appraise(n + 2 * both - given - labelled, n, judged, ones + twos, skew);
        }
    }

    /// @dev Writes word q of `out`; a word that reaches past the end overwrites what is not in use yet.
    function _put(bytes memory out, uint256 q, uint256 word) private pure {
        assembly ("memory-safe") {
            mstore(add(add(out, 32), shl(5, q)), word)
        }
    }
}
