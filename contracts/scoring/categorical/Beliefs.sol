// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "./Bits.sol";

/// @title What is believed of a row before its answers are looked at.
/// @dev Profiles: 0, 1, 2 contributors of rising tier, 3 reviewers, 4 model rows.
library Beliefs {
    uint256 internal constant PROFILES = 5;
    uint256 internal constant MODEL = 4;
    /// @dev A sheet's share in the population's counts before it is divided among copies.
    uint256 internal constant SHARE = 240;
    /// @dev One byte per profile, the lowest first.
    uint256 private constant VOTES = 0x143c302c28;
    /// @dev Half a byte per tier << 2 | kind, the lowest first.
    uint256 private constant PROFILE_OF = 0x4432443244314430;

    /// @notice Index of what is believed of a row: contributors of tier 0, 1, 2, reviewers, model rows and unknown kinds.
    function profileOf(uint256 sheet) internal pure returns (uint256) {
        unchecked {
            return (PROFILE_OF >> (4 * (sheet & 15))) & 15;
        }
    }

    /// @notice Weight in the first vote.
    function vote(uint256 profile) internal pure returns (uint256) {
        unchecked {
            return (VOTES >> (8 * profile)) & 0xff;
        }
    }

    /// @notice Pseudo-answers of the prior.
    function strength(uint256 profile) internal pure returns (uint256) {
        return profile == 3 ? 16 : 8;
    }

    /// @notice Pseudo-counts, in 1/1024 answers, of an answer that the population gives with probability
    /// `population` / 65536. Errors are the population's times 1, 3/4, 1/2, 1/2; a model is halfway to chance.
    function prior(uint256 profile, uint256 population, bool right, uint256 classes) internal pure returns (uint256) {
        unchecked {
            uint256 quarters =
                profile == 0
                    ? 4
                    : profile == 1
                        ? 3
                        : 2;
            uint256 believed;
            if (profile == MODEL) believed = (population + 65536 / classes) / 2;
            else if (right) believed = 65536 - ((65536 - population) * quarters + 3) / 4;
            else believed = (population * quarters) / 4;
            return (strength(profile) * believed) / 64;
        }
    }

    /// @notice Smoothed accuracy of the population in 1/65536; 2 right of 3 before anything is known.
    function accuracy(uint256 right, uint256 total) internal pure returns (uint256) {
        unchecked {
            return ((right + 2 * SHARE) * 65536) / (total + 3 * SHARE);
        }
    }

    /// @notice Turns the population's confusion counts (K·K words, row by label) into probabilities in 1/65536, each
    /// row smoothed by ten sheets' worth of the overall accuracy.
    function normalise(uint256 sums, uint256 classes) internal pure {
        unchecked {
            uint256 right;
            uint256 total;
            for (uint256 x = 0; x < classes * classes; ++x) {
                total += Bits.load(sums + 32 * x);
                if (x % (classes + 1) == 0) right += Bits.load(sums + 32 * x);
            }
            uint256 hit = accuracy(right, total);
            uint256 miss = (65536 - hit) / (classes - 1);
            for (uint256 k = 0; k < classes; ++k) {
                uint256 row = sums + 32 * classes * k;
                total = 10 * SHARE;
                for (uint256 a = 0; a < classes; ++a) total += Bits.load(row + 32 * a);
                for (uint256 a = 0; a < classes; ++a) {
                    uint256 count = Bits.load(row + 32 * a);
                    Bits.store(row + 32 * a, (count * 65536 + 10 * SHARE * (a == k ? hit : miss)) / total);
                }
            }
        }
    }
}
