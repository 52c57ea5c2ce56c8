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
            for (uint256 q = 0; q < g.words; ++q) {
                uint256 known = (Bits.load(g.gold + 32 * (q >> 3)) >> (q & 7)) & Lanes.ONES;
                uint256 open = (Bits.load(g.answered + 32 * (q >> 3)) >> (q & 7)) & Lanes.ONES & ~known;
                uint256 word = known * 255;
                for (uint256 t = 0; t < 256; t += 8) {
                    if ((open >> t) & 1 == 0) continue;
                    // An even byte t / 8 is the low half of a 16-bit lane, the next one of the same lane in the odd word.
                    uint256 pair = g.tallies + 64 * q + (t & 8) * 4;
                    word |= Appraisal.confidence(_margin(pair, t & 0xf0, g.classes, 64 * g.words)) << t;
                }
                _put(out, q, word);
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
            uint256 scratch = Bits.allocate(32 * (K * K + 3 * K));
            for (uint256 r = 0; r < g.rows; ++r) {
                uint256 row = g.planes + r * g.stride;
                ConfusionFit.withoutOwn(g, r, target, scratch);
                (uint256 quality, bool valid) = _compare(g, row, target, judged);
                uint256 answered = Bits.countCommon(row, row, g.blocks);
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

    /// @dev Lead of the best class over the second in the 16-bit lane at bit `lane`.
    function _margin(uint256 score, uint256 lane, uint256 classes, uint256 step) private pure returns (uint256) {
        unchecked {
            uint256 first = Lanes.BIAS;
            uint256 second = 0;
            for (uint256 k = 1; k < classes; ++k) {
                uint256 value = (Bits.load(score) >> lane) & 0xffff;
                score += step;
                if (value > first) {
                    second = first;
                    first = value;
                } else if (value > second) second = value;
            }
            return first - second;
        }
    }

    /// @dev Writes word q of `out`; a word that reaches past the end overwrites what is not in use yet.
    function _put(bytes memory out, uint256 q, uint256 word) private pure {
        assembly ("memory-safe") {
            mstore(add(add(out, 32), shl(5, q)), word)
        }
    }
}
