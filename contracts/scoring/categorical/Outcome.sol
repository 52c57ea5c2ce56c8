// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Verdict} from "../../types/Scoring.sol";
import {Verdicts} from "../Verdicts.sol";
import {Appraisal} from "./Appraisal.sol";
import {Bits} from "./Bits.sol";
import {ConfusionFit} from "./ConfusionFit.sol";
import {Grid} from "./Grid.sol";
import {Lanes} from "./Lanes.sol";

/// @title From fitted planes to labels, confidences and verdicts.
library Outcome {
    /// @dev `Appraisal.confidence` of margins 0..64; greater ones give no more.
    bytes private constant CONFIDENCES =
        hex"7f878d93999da2a6aab0b6bbbfc3c6c9ccd0d4d7dadddfe1e2e5e7e9ebeceeeff0f1f2f3f4f5f6f6f7f8f8f9f9fafafa"
        hex"fbfbfbfcfcfcfcfcfdfdfdfdfdfdfdfdfe";

    /// @notice Labels as bytes.
    function labels(Grid memory g) internal pure returns (bytes memory out) {
        unchecked {
            out = new bytes(g.items);
            for (uint256 q = 0; q < g.words; ++q) {
                uint256 word;
                uint256 plane = g.labels + 32 * (q >> 3);
                for (uint256 k = 1; k <= g.classes; ++k) {
                    plane += 32 * g.blocks;
                    word |= ((Bits.load(plane) >> (q & 7)) & Lanes.ONES) * k;
                }
                _put(out, q, word);
            }
        }
    }

    /// @notice Confidences as bytes: 255 for gold, 0 for items that nobody answered.
    function confidences(Grid memory g) internal pure returns (bytes memory out) {
        unchecked {
            out = new bytes(g.items);
            bytes memory confidences_ = CONFIDENCES;
            uint256 table;
            assembly ("memory-safe") {
                table := add(confidences_, 32)
            }
            uint256 step = 64 * g.words;
            for (uint256 q = 0; q < g.words; ++q) {
                uint256 known = (Bits.load(g.gold + 32 * (q >> 3)) >> (q & 7)) & Lanes.ONES;
                uint256 open = (Bits.load(g.answered + 32 * (q >> 3)) >> (q & 7)) & Lanes.ONES & ~known;
                uint256 pair = g.tallies + 64 * q;
                uint256 even = _confide(pair, g.classes, step, table);
                uint256 word = even | (_confide(pair + 32, g.classes, step, table) << 8);
                _put(out, q, (word & (open * 255)) | (known * 255));
            }
        }
    }

    /// @notice Judges every row against the labels recomputed without it.
    function verdicts(Grid memory g) internal pure returns (Verdict[] memory out) {
        unchecked {
            uint256 K = g.classes;
            out = new Verdict[](g.rows);
            uint256 judged = Bits.countCommon(g.labels, g.labels, g.blocks);
            uint256 target = Bits.allocate(32 * K * g.blocks);
            uint256 scratch = Bits.allocate(32 * (K * K + 3 * K + 1));
            for (uint256 r = 0; r < g.rows; ++r) {
                ConfusionFit.withoutOwn(g, r, target, scratch);
                (uint256 quality, bool valid) = _compare(g, g.planes + r * g.stride, target, judged);
                uint256 answered = Bits.load(g.answers + 32 * r);
                out[r] = Verdicts.pack(quality, answered, Bits.load(g.copies + 32 * r), valid);
            }
        }
    }

    function _compare(
        Grid memory g,
        uint256 row,
        uint256 target,
        uint256 judged
    ) private pure returns (uint256 quality, bool valid) {
        unchecked {
            uint256 width = 32 * g.blocks;
            uint256 n;
            uint256 agreed;
            uint256 chance;
            uint256 skew;
            uint256 plane = row;
            for (uint256 k = 0; k < g.classes; ++k) {
                plane += width;
                uint256 given;
                uint256 labelled;
                for (uint256 offset = 0; offset < width; offset += 32) {
                    uint256 open = Bits.load(g.labels + offset) & Bits.load(row + offset);
                    uint256 own = Bits.load(plane + offset) & open;
                    uint256 label = Bits.load(target + k * width + offset) & open;
                    given += Bits.count(own);
                    labelled += Bits.count(label);
                    agreed += Bits.count(own & label);
                }
                n += given;
                chance += given * labelled;
                skew += given * labelled * (given + labelled);
            }
            return Appraisal.appraise(agreed, n, judged, chance, skew);
        }
    }

    /// @dev Confidence, in 16-bit lanes, from the lead of the best class over the second.
    function _confide(uint256 score, uint256 classes, uint256 step, uint256 table) private pure returns (uint256 word) {
        uint256 lead = Lanes.lead(score, step, classes);
        assembly ("memory-safe") {
            for {
                let lane := 0
            } lt(lane, 256) {
                lane := add(lane, 16)
            } {
                let margin := and(shr(lane, lead), 0xffff)
                if gt(margin, 64) {
                    margin := 64
                }
                word := or(word, shl(lane, byte(0, mload(add(table, margin)))))
            }
        }
    }

    /// @dev Writes word q of `out`; a word that reaches past the end overwrites what is not in use yet.
    function _put(bytes memory out, uint256 q, uint256 word) private pure {
        assembly ("memory-safe") {
            mstore(add(add(out, 32), shl(5, q)), word)
        }
    }
}
