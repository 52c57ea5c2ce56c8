// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Beliefs} from "./Beliefs.sol";
import {Bits} from "./Bits.sol";
import {Grid} from "./Grid.sol";
import {TwoClassLanes} from "./TwoClassLanes.sol";

/// @title Fast Dawid–Skene for two classes: the same results as `ConfusionFit`, at a fraction of its gas.
/// @dev A row that answers every item adds one of two weights everywhere: the lesser one is added once for all items, so
/// that a single plane is left. Of other rows both weights are added, plus 60. A row's record, ten words:
///   0 counts: answers 1 and 2 on items counted as 1, then on those counted as 2, 64 bits each;
///  32 and 64 weights of answers 1 and 2, two's complement, not divided among copies;
///  96 share in the population, 128 copies, 160 address of its prior;
/// 192 and 224 addresses of its planes of answers 1 and 2, 256 whether it answers every item;
/// 288 for `TwoClassOutcome`.
library TwoClassFit {
    uint256 private constant ROUNDS = 4;
    uint256 private constant RECORD = 320;
    /// @dev Bytes per profile: four pseudo-counts and their sum in answers.
    uint256 private constant PRIOR = 160;
    uint256 private constant MINUS_60 = type(uint256).max - 59;

    /// @notice Labels all items; leaves scores and weights in `g`.
    function fit(Grid memory g) internal pure {
        unchecked {
            g.records = Bits.allocate(RECORD * g.rows);
            g.tallies = Bits.allocate(64 * g.words);
            g.priors = Bits.allocate(PRIOR * Beliefs.PROFILES);
            uint256 present = _describe(g);
            uint256 list = Bits.allocate(128 * g.rows + 192);
            // What incomplete rows' weights are not to take away.
            uint256 offset = 0x4000 + 60 * (Bits.count(g.complete) - (256 - g.rows));
            _vote(g, offset, list);
            TwoClassLanes.decide(g);
            uint256 sums = Bits.allocate(4 * 32);
            for (uint256 round = 0; round < ROUNDS; ++round) {
                uint256 labelled = TwoClassLanes.count(g, sums);
                Beliefs.normalise(sums, 2);
                _believe(g, sums, present);
                (uint256 base, uint256 end) = TwoClassLanes.weigh(
                    g.records,
                    g.records + RECORD * g.rows,
                    g.table,
                    list
                );
                TwoClassLanes.start(g, offset + base + _prior(g.table, labelled), MINUS_60, MINUS_60);
                TwoClassLanes.add(g, list, end);
                if (!TwoClassLanes.decide(g)) break;
            }
        }
    }

    /// @dev Fills the records but for counts and weights; returns the set of profiles.
    function _describe(Grid memory g) private pure returns (uint256 present) {
        unchecked {
            uint256 record = g.records;
            for (uint256 r = 0; r < g.rows; ++r) {
                uint256 copies = Bits.load(g.copies + 32 * r);
                uint256 profile = Bits.load(g.profiles + 32 * r);
                present |= 1 << profile;
                Bits.store(record + 96, profile == Beliefs.MODEL ? 0 : Beliefs.SHARE / copies);
                Bits.store(record + 128, copies);
                Bits.store(record + 160, g.priors + PRIOR * profile);
                uint256 plane = g.planes + r * g.stride + 32 * g.blocks;
                Bits.store(record + 192, plane);
                Bits.store(record + 224, plane + 32 * g.blocks);
                Bits.store(record + 256, (g.complete >> r) & 1);
                record += RECORD;
            }
        }
    }

    /// @dev The first vote. Rows that all have the same vote need not be added up: their tallies are known.
    /// @param offset 0x4000 and what incomplete rows' weights are not to take away.
    function _vote(Grid memory g, uint256 offset, uint256 list) private pure {
        unchecked {
            uint256 usual = g.rows == 0 ? 0 : _voteOf(g, 0);
            bool equal = true;
            uint256 end = list;
            for (uint256 r = 0; r < g.rows; ++r) {
                uint256 vote = _voteOf(g, r);
                if (vote != usual) equal = false;
                uint256 record = g.records + RECORD * r;
                if (Bits.load(record + 256) == 1) {
                    offset -= vote;
                    end = _list(end, 2 * vote, Bits.load(record + 224));
                } else {
                    end = _list(end, 60 - vote, Bits.load(record + 192));
                    end = _list(end, 60 + vote, Bits.load(record + 224));
                }
            }
            if (equal) return TwoClassLanes.start(g, 0x4000, 0 - usual, usual);
            TwoClassLanes.start(g, offset, MINUS_60, MINUS_60);
            TwoClassLanes.add(g, list, end);
        }
    }

    function _voteOf(Grid memory g, uint256 r) private pure returns (uint256) {
        unchecked {
            return Beliefs.vote(Bits.load(g.profiles + 32 * r)) / Bits.load(g.copies + 32 * r);
        }
    }

    function _list(uint256 entry, uint256 weight, uint256 plane) private pure returns (uint256 end) {
        unchecked {
            Bits.store(entry, weight);
            Bits.store(entry + 32, plane);
            return entry + 64;
        }
    }

    /// @dev Pseudo-counts of every profile in use from the population's confusion matrix.
    function _believe(Grid memory g, uint256 sums, uint256 present) private pure {
        unchecked {
            for (uint256 p = 0; p < Beliefs.PROFILES; ++p) {
                if ((present >> p) & 1 == 0) continue;
                uint256 prior = g.priors + PRIOR * p;
                for (uint256 x = 0; x < 4; ++x)
                    Bits.store(prior + 32 * x, Beliefs.prior(p, Bits.load(sums + 32 * x), x % 3 == 0, 2));
                Bits.store(prior + 128, Beliefs.strength(p));
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
}
