// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Beliefs} from "./Beliefs.sol";
import {Bits} from "./Bits.sol";
import {Grid} from "./Grid.sol";
import {Lanes} from "./Lanes.sol";

/// @title Fast Dawid–Skene with confusion matrices, for 2..8 classes.
/// @notice Dawid & Skene 1979, with the hard assignment of Sinha, Rao & Balasubramanian 2018 and each row's confusion
/// matrix shrunk towards the population's.
/// @dev A row's record: for each label its counted answers by class, in 32-bit lanes, class 1 lowest.
library ConfusionFit {
    uint256 private constant ROUNDS = 4;
    uint256 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;
    uint256 private constant LOWS = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;

    /// @notice Labels all items; leaves scores, counts and priors in `g` for `withoutOwn`.
    function fit(Grid memory g) internal pure {
        unchecked {
            uint256 K = g.classes;
            g.records = Bits.allocate(32 * K * g.rows);
            g.tallies = Bits.allocate(64 * (K - 1) * g.words);
            g.priors = Bits.allocate(32 * K * K * Beliefs.PROFILES);
            // Class weights, then the weights of a pair of rows, then their masks.
            uint256 scratch = Bits.allocate(32 * (K + 2 * K * K + 2 * K));
            _tally(g, scratch, true);
            Lanes.decide(g);
            for (uint256 round = 0; round < ROUNDS; ++round) {
                _countConfusions(g, scratch);
                _weighClasses(g, scratch);
                _believe(g);
                _tally(g, scratch, false);
                if (!Lanes.decide(g)) break;
            }
        }
    }

    /// @notice Writes the planes of the labels recomputed without row `r`, one per class; right where it answered.
    /// @param scratch K * K + 3 * K + 1 words.
    function withoutOwn(Grid memory g, uint256 r, uint256 target, uint256 scratch) internal pure {
        unchecked {
            uint256 K = g.classes;
            uint256 masks = scratch + 32 * K * K;
            uint256 scores = masks + 32 * (K + 1);
            Bits.store(masks + 32 * K, 0);
            _weigh(g, r, scratch, 32 * K, 1);
            uint256 row = g.planes + r * g.stride;
            uint256 width = 32 * g.blocks;
            for (uint256 a = 0; a < K * g.blocks; ++a) Bits.store(target + 32 * a, 0);
            for (uint256 q = 0; q < g.words; ++q) {
                uint256 pair = g.tallies + 64 * q;
                uint256 plane = row + 32 * (q >> 3);
                for (uint256 a = 0; a < K; ++a) {
                    plane += width;
                    Bits.store(masks + 32 * a, (Bits.load(plane) >> (q & 7)) & ONES);
                }
                for (uint256 k = 1; k < K; ++k) {
                    uint256 own = _dot(masks, scratch + 32 * K * (k - 1), K);
                    uint256 offset = Lanes.OFFSET * Lanes.UNITS;
                    Bits.store(scores + 64 * (k - 1), Bits.load(pair) + offset - (own & LOWS));
                    Bits.store(scores + 64 * (k - 1) + 32, Bits.load(pair + 32) + offset - ((own >> 8) & LOWS));
                    pair += 64 * g.words;
                }
                uint256 label = Lanes.best(scores, 64, K) | (Lanes.best(scores + 32, 64, K) << 8);
                plane = target + 32 * (q >> 3);
                for (uint256 k = 1; k <= K; ++k) {
                    Bits.store(plane, Bits.load(plane) | (Lanes.equalBytes(label, k) << (q & 7)));
                    plane += width;
                }
            }
        }
    }

    /// @dev Counts the answers of every row on items whose label is counted. What a complete row did not answer with other
    /// classes it answered with the last.
    /// @param labelled K words: number of counted labels of each class.
    function _countConfusions(Grid memory g, uint256 labelled) private pure {
        unchecked {
            uint256 width = 32 * g.blocks;
            uint256 record = g.records;
            uint256 row = g.planes + width;
            for (uint256 k = 0; k < g.classes; ++k) {
                uint256 counted = g.counted + (k + 1) * width;
                Bits.store(labelled + 32 * k, Bits.countCommon(counted, counted, g.blocks));
            }
            for (uint256 r = 0; r < g.rows; ++r) {
                uint256 complete = (g.complete >> r) & 1;
                for (uint256 k = 0; k < g.classes; ++k) {
                    uint256 plane = row;
                    uint256 counted = g.counted + (k + 1) * width;
                    uint256 rest = Bits.load(labelled + 32 * k);
                    uint256 counts;
                    for (uint256 shift = 0; shift < 32 * (g.classes - complete); shift += 32) {
                        uint256 n = Bits.countCommon(plane, counted, g.blocks);
                        rest -= n;
                        counts |= n << shift;
                        plane += width;
                    }
                    if (complete == 1) counts |= rest << (32 * (g.classes - 1));
                    Bits.store(record, counts);
                    record += 32;
                }
                row += g.stride;
            }
        }
    }

    /// @dev Fills `g.priors`: per profile K·K pseudo-counts from the population's confusion matrix.
    function _believe(Grid memory g) private pure {
        unchecked {
            uint256 K = g.classes;
            uint256 free = Bits.allocate(32 * K * (K + 1));
            uint256 sums = free + 32 * K;
            uint256 record = g.records;
            uint256 present;
            for (uint256 r = 0; r < g.rows; ++r) {
                uint256 profile = Bits.load(g.profiles + 32 * r);
                uint256 share = Beliefs.SHARE / Bits.load(g.copies + 32 * r);
                present |= 1 << profile;
                for (uint256 k = 0; k < K; ++k) {
                    if (profile != Beliefs.MODEL)
                        Bits.store(free + 32 * k, Bits.load(free + 32 * k) + Bits.load(record) * share);
                    record += 32;
                }
            }
            for (uint256 k = 0; k < K; ++k) {
                uint256 packed = Bits.load(free + 32 * k);
                for (uint256 a = 0; a < K; ++a) {
                    Bits.store(sums + 32 * (k * K + a), packed & 0xffffffff);
                    packed >>= 32;
                }
            }
            Beliefs.normalise(sums, K);
            for (uint256 p = 0; p < Beliefs.PROFILES; ++p) {
                if ((present >> p) & 1 == 0) continue;
                for (uint256 x = 0; x < K * K; ++x) {
                    uint256 prior = Beliefs.prior(p, Bits.load(sums + 32 * x), x % (K + 1) == 0, K);
                    Bits.store(g.priors + 32 * (p * K * K + x), prior);
                }
            }
            Bits.release(free);
        }
    }

    /// @dev Turns numbers of labels into the log odds of classes 2..K against class 1 from the labels' own shares.
    function _weighClasses(Grid memory g, uint256 target) private pure {
        unchecked {
            uint256 K = g.classes;
            uint256 labelled = K;
            for (uint256 k = 0; k < K; ++k) {
                uint256 n = Bits.load(target + 32 * k);
                Bits.store(target + 32 * k, n + 1);
                labelled += n;
            }
            uint256 first = _cost(g.table, (Bits.load(target) * 1024) / labelled);
            for (uint256 k = 1; k < K; ++k)
                Bits.store(
                    target + 32 * (k - 1),
                    first - _cost(g.table, (Bits.load(target + 32 * k) * 1024) / labelled)
                );
        }
    }

    function _cost(uint256 table, uint256 theta) private pure returns (uint256 cost) {
        assembly ("memory-safe") {
            cost := byte(0, mload(add(table, theta)))
        }
    }

    /// @dev Adds up all rows, two at a time: the sum of two weights still fits a byte.
    function _tally(Grid memory g, uint256 scratch, bool first) private pure {
        unchecked {
            uint256 K = g.classes;
            if (first) for (uint256 k = 0; k < K; ++k) Bits.store(scratch + 32 * k, 0);
            Lanes.start(g, scratch);
            uint256 weights = scratch + 32 * K;
            for (uint256 r = 0; r < g.rows; r += 2) {
                for (uint256 s = 0; s < 2 && r + s < g.rows; ++s) {
                    if (first) _weighVote(g, r + s, weights + 32 * K * s, 64 * K);
                    else _weigh(g, r + s, weights + 32 * K * s, 64 * K, Bits.load(g.copies + 32 * (r + s)));
                }
                _add(g, g.planes + r * g.stride, weights, weights + 64 * K * K);
            }
        }
    }

    /// @dev Weights of the first vote: for class k, + where the answer is k, - where it is 1.
    function _weighVote(Grid memory g, uint256 r, uint256 target, uint256 step) private pure {
        unchecked {
            uint256 vote = Beliefs.vote(Bits.load(g.profiles + 32 * r)) / Bits.load(g.copies + 32 * r);
            for (uint256 k = 1; k < g.classes; ++k) {
                for (uint256 a = 0; a < g.classes; ++a) Bits.store(target + 32 * a, Lanes.OFFSET);
                Bits.store(target, Lanes.OFFSET - vote);
                Bits.store(target + 32 * k, Lanes.OFFSET + vote);
                target += step;
            }
        }
    }

    /// @dev For each class from 2 on, K words of weights plus offset, `step` bytes apart.
    function _weigh(Grid memory g, uint256 r, uint256 target, uint256 step, uint256 divisor) private pure {
        assembly ("memory-safe") {
            let K := mload(add(g, 0x40))
            let table := mload(add(g, 0x160))
            let profile := mload(add(mload(add(g, 0x180)), shl(5, r)))
            let prior := add(mload(add(g, 0x200)), mul(profile, shl(5, mul(K, K))))
            let record := add(mload(add(g, 0x1c0)), mul(r, shl(5, K)))
            let strength := add(8, shl(3, eq(profile, 3)))
            let costs := mload(0x40)
            let to := costs
            for {
                let k := 0
            } lt(k, K) {
                k := add(k, 1)
            } {
                let counts := mload(record)
                record := add(record, 32)
                // The sum of the lanes: each is below 2^16, and so is their sum.
                let labelled := add(strength, mod(counts, 0xffffffff))
                for {
                    let a := 0
                } lt(a, K) {
                    a := add(a, 1)
                } {
                    let theta := div(add(shl(10, and(counts, 0xffffffff)), mload(prior)), labelled)
                    mstore(to, byte(0, mload(add(table, theta))))
                    counts := shr(32, counts)
                    prior := add(prior, 32)
                    to := add(to, 32)
                }
            }
            let end := add(costs, shl(5, K))
            let row := end
            for {
                let k := 1
            } lt(k, K) {
                k := add(k, 1)
            } {
                let weight := target
                for {
                    let one := costs
                } lt(one, end) {
                    one := add(one, 32)
                } {
                    mstore(weight, add(sdiv(sub(mload(one), mload(row)), divisor), 60))
                    weight := add(weight, 32)
                    row := add(row, 32)
                }
                target := add(target, step)
            }
        }
    }

    /// @dev Σ mask · weight over `terms` (3..16) words; an odd one takes a word of zero more.
    // Unrolled: a loop would cost as much again.
    // solhint-disable-next-line function-max-lines
    function _dot(uint256 masks, uint256 weights, uint256 terms) private pure returns (uint256 sum) {
        assembly ("memory-safe") {
            sum := add(mul(mload(masks), mload(weights)), mul(mload(add(masks, 32)), mload(add(weights, 32))))
            sum := add(
                sum,
                add(
                    mul(mload(add(masks, 64)), mload(add(weights, 64))),
                    mul(mload(add(masks, 96)), mload(add(weights, 96)))
                )
            )
            if gt(terms, 4) {
                sum := add(
                    sum,
                    add(
                        mul(mload(add(masks, 128)), mload(add(weights, 128))),
                        mul(mload(add(masks, 160)), mload(add(weights, 160)))
                    )
                )
                if gt(terms, 6) {
                    sum := add(
                        sum,
                        add(
                            mul(mload(add(masks, 192)), mload(add(weights, 192))),
                            mul(mload(add(masks, 224)), mload(add(weights, 224)))
                        )
                    )
                    if gt(terms, 8) {
                        sum := add(
                            sum,
                            add(
                                mul(mload(add(masks, 256)), mload(add(weights, 256))),
                                mul(mload(add(masks, 288)), mload(add(weights, 288)))
                            )
                        )
                        if gt(terms, 10) {
                            sum := add(
                                sum,
                                add(
                                    mul(mload(add(masks, 320)), mload(add(weights, 320))),
                                    mul(mload(add(masks, 352)), mload(add(weights, 352)))
                                )
                            )
                            if gt(terms, 12) {
                                sum := add(
                                    sum,
                                    add(
                                        mul(mload(add(masks, 384)), mload(add(weights, 384))),
                                        mul(mload(add(masks, 416)), mload(add(weights, 416)))
                                    )
                                )
                                if gt(terms, 14) {
                                    sum := add(
                                        sum,
                                        add(
                                            mul(mload(add(masks, 448)), mload(add(weights, 448))),
                                            mul(mload(add(masks, 480)), mload(add(weights, 480)))
                                        )
                                    )
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// @dev Adds a pair of rows to the scores.
    function _add(Grid memory g, uint256 row, uint256 weights, uint256 masks) private pure {
        unchecked {
            uint256 K = g.classes;
            uint256 width = 32 * g.blocks;
            for (uint256 q = 0; q < g.words; ++q) {
                uint256 plane = row + 32 * (q >> 3);
                for (uint256 a = 0; a < K; ++a) {
                    plane += width;
                    Bits.store(masks + 32 * a, (Bits.load(plane) >> (q & 7)) & ONES);
                    Bits.store(masks + 32 * (K + a), (Bits.load(plane + g.stride) >> (q & 7)) & ONES);
                }
                uint256 pair = g.tallies + 64 * q;
                for (uint256 k = 1; k < K; ++k) {
                    uint256 sum = _dot(masks, weights + 64 * K * (k - 1), 2 * K);
                    Bits.store(pair, Bits.load(pair) + (sum & LOWS));
                    Bits.store(pair + 32, Bits.load(pair + 32) + ((sum >> 8) & LOWS));
                    pair += 64 * g.words;
                }
            }
        }
    }
}
