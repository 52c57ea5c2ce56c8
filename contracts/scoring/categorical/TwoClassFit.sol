// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Beliefs} from "./Beliefs.sol";
import {Bits} from "./Bits.sol";
import {Grid} from "./Grid.sol";
import {TwoClassLanes} from "./TwoClassLanes.sol";

/// @title Fast Dawid–Skene for two classes: the same results as `ConfusionFit`, at a third of its gas.
/// @dev A row's record, twelve words: answers 1 and 2 on items counted as 1, and as 2; weights of answers 1 and 2 divided
/// among copies, and undivided, all plus 60; share in the population; copies; address and strength of its prior.
library TwoClassFit {
    uint256 private constant ROUNDS = 4;
    uint256 private constant RECORD = 384;

    /// @notice Labels all items; leaves scores and weights in `g` for `TwoClassLanes.compare`.
    function fit(Grid memory g) internal pure {
        unchecked {
            // Rows are taken in pairs: a lone last one pairs with an empty record.
            g.records = Bits.allocate(RECORD * (g.rows + 1));
            g.tallies = Bits.allocate(64 * g.words);
            g.priors = Bits.allocate(32 * 4 * Beliefs.PROFILES);
            uint256 present = _describe(g);
            TwoClassLanes.start(g, 0);
            TwoClassLanes.add(g);
            TwoClassLanes.decide(g);
            uint256 sums = Bits.allocate(4 * 32);
            for (uint256 round = 0; round < ROUNDS; ++round) {
                TwoClassLanes.count(g, sums);
                Beliefs.normalise(sums, 2);
                _believe(g, sums, present);
                _weigh(g);
                TwoClassLanes.start(g, _prior(g));
                TwoClassLanes.add(g);
                if (!TwoClassLanes.decide(g)) break;
            }
        }
    }

    /// @dev Fills the records but for counts, with the weights of the first vote; returns the set of profiles.
    function _describe(Grid memory g) private pure returns (uint256 present) {
        unchecked {
            uint256 record = g.records;
            for (uint256 r = 0; r < g.rows; ++r) {
                uint256 copies = Bits.load(g.copies + 32 * r);
                uint256 profile = Bits.load(g.profiles + 32 * r);
                uint256 vote = Beliefs.vote(profile) / copies;
                present |= 1 << profile;
                Bits.store(record + 128, 60 - vote);
                Bits.store(record + 160, 60 + vote);
                Bits.store(record + 256, profile == Beliefs.MODEL ? 0 : Beliefs.SHARE / copies);
                Bits.store(record + 288, copies);
                Bits.store(record + 320, g.priors + 128 * profile);
                Bits.store(record + 352, Beliefs.strength(profile));
                record += RECORD;
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
    function _prior(Grid memory g) private pure returns (uint256) {
        unchecked {
            uint256 first = g.counted + 32 * g.blocks;
            uint256 one = Bits.countCommon(first, first, g.blocks) + 1;
            first += 32 * g.blocks;
            uint256 two = Bits.countCommon(first, first, g.blocks) + 1;
            return _cost(g.table, (one * 1024) / (one + two)) - _cost(g.table, (two * 1024) / (one + two));
        }
    }

    function _cost(uint256 table, uint256 theta) private pure returns (uint256 cost) {
        assembly ("memory-safe") {
            cost := byte(0, mload(add(table, theta)))
        }
    }

    /// @dev Weights of every row from its counts and its prior.
    function _weigh(Grid memory g) private pure {
        unchecked {
            uint256 record = g.records;
            uint256 end = record + RECORD * g.rows;
            uint256 table = g.table;
            for (; record < end; record += RECORD) _weighRow(record, table);
        }
    }

    function _weighRow(uint256 record, uint256 table) private pure {
        assembly ("memory-safe") {
            let prior := mload(add(record, 320))
            let one := mload(add(record, 64))
            let two := mload(add(record, 96))
            let labelled := add(mload(add(record, 352)), add(one, two))
            // Answer 1: cost if the label is 1, less the cost if it is 2. Then answer 2.
            let first := byte(0, mload(add(table, div(add(shl(10, one), mload(add(prior, 64))), labelled))))
            let second := byte(0, mload(add(table, div(add(shl(10, two), mload(add(prior, 96))), labelled))))
            one := mload(record)
            two := mload(add(record, 32))
            labelled := add(mload(add(record, 352)), add(one, two))
            first := sub(byte(0, mload(add(table, div(add(shl(10, one), mload(prior)), labelled)))), first)
            second := sub(byte(0, mload(add(table, div(add(shl(10, two), mload(add(prior, 32))), labelled)))), second)
            mstore(add(record, 192), add(first, 60))
            mstore(add(record, 224), add(second, 60))
            one := mload(add(record, 288))
            mstore(add(record, 128), add(sdiv(first, one), 60))
            mstore(add(record, 160), add(sdiv(second, one), 60))
        }
    }
}
