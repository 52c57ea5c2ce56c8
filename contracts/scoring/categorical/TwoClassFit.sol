// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Beliefs} from "./Beliefs.sol";
import {Bits} from "./Bits.sol";
import {Grid} from "./Grid.sol";
import {TwoClassLanes} from "./TwoClassLanes.sol";

/// @title Fast Dawid–Skene for two classes: the same results as `ConfusionFit`, at a fraction of its gas.
/// @dev A row that answers every item adds one of two weights everywhere: the lesser one is added once for all items, so
/// that a single plane is left. Of other rows both weights are added, plus 60. Hence a row's record, twelve words:
///   0 counts: answers 1 and 2 on items counted as 1, then on those counted as 2, 64 bits each;
///  32 weight and 64 plane to be added for a complete row, and 96 and 128 weights of answers 1 and 2 for any row, all
///     divided among copies and less the base that they have in common;
/// 160 and 192 planes of answers 1 and 2, 0 for an incomplete row;
/// 256 share in the population, 288 copies, 320 address of its prior, 352 strength of its prior.
library TwoClassFit {
    uint256 private constant ROUNDS = 4;
    uint256 private constant RECORD = 384;

    /// @notice Labels all items; leaves scores and weights in `g` for `TwoClassLanes.compare`.
    function fit(Grid memory g) internal pure {
        unchecked {
            // Rows are taken in fours: empty records complete the last ones.
            g.records = Bits.allocate(RECORD * (g.rows + 3));
            g.tallies = Bits.allocate(64 * g.words);
            g.priors = Bits.allocate(32 * 4 * Beliefs.PROFILES);
            (uint256 present, uint256 base) = _describe(g);
            // What incomplete rows' votes are not to take away.
            uint256 offset = 0x4000 + 60 * (Bits.count(g.complete) - (256 - g.rows));
            TwoClassLanes.start(g, offset + base);
            TwoClassLanes.add(g);
            TwoClassLanes.decide(g);
            uint256 sums = Bits.allocate(4 * 32);
            for (uint256 round = 0; round < ROUNDS; ++round) {
                uint256 labelled = TwoClassLanes.count(g, sums);
                Beliefs.normalise(sums, 2);
                _believe(g, sums, present);
                TwoClassLanes.start(g, offset + _prior(g.table, labelled) + _weigh(g));
                TwoClassLanes.add(g);
                if (!TwoClassLanes.decide(g)) break;
            }
        }
    }

    /// @dev Fills the records but for counts, with the weights of the first vote; returns the set of profiles and the sum
    /// of the bases of complete rows.
    function _describe(Grid memory g) private pure returns (uint256 present, uint256 base) {
        unchecked {
            uint256 record = g.records;
            for (uint256 r = 0; r < g.rows; ++r) {
                uint256 copies = Bits.load(g.copies + 32 * r);
                uint256 profile = Bits.load(g.profiles + 32 * r);
                uint256 vote = Beliefs.vote(profile) / copies;
                present |= 1 << profile;
                Bits.store(record + 256, profile == Beliefs.MODEL ? 0 : Beliefs.SHARE / copies);
                Bits.store(record + 288, copies);
                Bits.store(record + 320, g.priors + 128 * profile);
                Bits.store(record + 352, Beliefs.strength(profile));
                if ((g.complete >> r) & 1 == 1) {
                    uint256 plane = g.planes + r * g.stride + 32 * g.blocks;
                    Bits.store(record + 160, plane);
                    Bits.store(record + 192, plane + 32 * g.blocks);
                }
                base += _setWeights(record, 0 - vote, vote);
                record += RECORD;
            }
        }
    }

    /// @dev Writes the weights to be added; returns their base for a complete row, 0 for others.
    /// @param first Weight of answer 1, two's complement; `second` that of answer 2.
    function _setWeights(uint256 record, uint256 first, uint256 second) private pure returns (uint256 base) {
        assembly ("memory-safe") {
            switch mload(add(record, 160))
            case 0 {
                mstore(add(record, 96), add(first, 60))
                mstore(add(record, 128), add(second, 60))
            }
            default {
                let twoLeads := sgt(second, first)
                base := xor(second, mul(twoLeads, xor(first, second)))
                first := sub(first, base)
                second := sub(second, base)
                mstore(add(record, 32), add(first, second))
                mstore(add(record, 64), mload(add(add(record, 160), shl(5, twoLeads))))
                mstore(add(record, 96), first)
                mstore(add(record, 128), second)
            }
        }
    }

    /// @dev Pseudo-counts of every profile in use from the population's confusion matrix.
    function _believe(Grid memory g, uint256 sums, uint256 present) private pure {
        unchecked {
            for (uint256 p = 0; p < Beliefs.PROFILES; ++p) {
                if ((present >> p) & 1 == 0) continue;
                for (uint256 x = 0; x < 4; ++x)
                    Bits.store(g.priors + 128 * p + 32 * x, Beliefs.prior(p, Bits.load(sums + 32 * x), x % 3 == 0, 2));
            }
        }
    }

    /// @dev Log odds of class 2 against class 1 from the labels' own shares, two's complement.
    /// @param labelled Number of counted labels 1 | of labels 2 << 128.
    function _prior(uint256 table, uint256 labelled) private pure returns (uint256) {
        unchecked {
            uint256 one = uint128(labelled) + 1;
            uint256 two = (labelled >> 128) + 1;
            return _cost(table, (one * 1024) / (one + two)) - _cost(table, (two * 1024) / (one + two));
        }
    }

    function _cost(uint256 table, uint256 theta) private pure returns (uint256 cost) {
        assembly ("memory-safe") {
            cost := byte(0, mload(add(table, theta)))
        }
    }

    /// @dev Weights of every row from its counts and its prior; returns the sum of the bases of complete rows.
    function _weigh(Grid memory g) private pure returns (uint256 base) {
        unchecked {
            uint256 record = g.records;
            uint256 table = g.table;
            for (uint256 end = record + RECORD * g.rows; record < end; record += RECORD) {
                (uint256 first, uint256 second) = TwoClassLanes.weigh(record, table);
                assembly ("memory-safe") {
                    let copies := mload(add(record, 288))
                    if gt(copies, 1) {
                        first := sdiv(first, copies)
                        second := sdiv(second, copies)
                    }
                }
                base += _setWeights(record, first, second);
            }
        }
    }
}
