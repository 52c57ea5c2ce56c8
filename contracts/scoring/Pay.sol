// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Verdict} from "../types/Scoring.sol";
import {Verdicts} from "./Verdicts.sol";

/// @notice What is shared out, and among whom.
/// @param pool Reward to share, in the token's base units; at most 2^160.
/// @param quota Places fixed at publication; at least 1. One place's price is u = floor(pool / quota).
/// @param items Items that a sheet of this kind is asked to answer: all for contributors, the subset for reviewers.
/// @param kind Rows of this kind are paid: 0 contributors, 1 reviewers.
/// @param confirmed Whether gold was opened or at least three contributor sheets were revealed.
struct PayTerms {
    uint256 pool;
    uint256 quota;
    uint256 items;
    uint8 kind;
    bool confirmed;
}

/// @title The division of a pool among the sheets that were revealed.
/// @notice payouts + treasury + refund = pool, exactly; every division rounds down and what is left goes to the treasury.
library Pay {
    using Verdicts for Verdict;

    /// @dev price: u. revealed: rows of the paid kind. places, weights: sums over the valid ones, in 2^-32 places.
    struct Shares {
        uint256 price;
        uint256 revealed;
        uint256 places;
        uint256 weights;
    }

    /// @notice More sheets of the paid kind than places.
    error QuotaBelowRevealed(uint256 quota, uint256 revealed);

    /// @dev A place is counted in 2^-32, so that a cluster's members can share one.
    uint256 private constant PLACE = 1 << 32;

    /// @notice Shares `terms.pool`.
    /// @dev Calls: contributors `PayTerms(pool, quota, items, 0, confirmed)`, reviewers
    /// `PayTerms(reviewerPool, reviewerPlaces, itemsPerReviewer, 1, confirmed)`, both with all verdicts of the task.
    /// @param sheets One byte per row, as given to the scorer.
    /// @param verdicts One per row, as returned by the scorer.
    /// @return payouts One per row, 0 for rows of another kind.
    /// @return treasury Shares of invalid and copied sheets, what the cap cuts off, and dust.
    /// @return refund u for every place that was not filled or not revealed, to the requester.
    function split(
        PayTerms memory terms,
        bytes memory sheets,
        Verdict[] memory verdicts
    ) internal pure returns (uint256[] memory payouts, uint256 treasury, uint256 refund) {
        payouts = new uint256[](verdicts.length);
        Shares memory shares = _count(terms, sheets, verdicts);
        require(shares.revealed <= terms.quota, QuotaBelowRevealed(terms.quota, shares.revealed));
        refund = shares.price * (terms.quota - shares.revealed);
        treasury = terms.pool - refund;
        uint256 kind = terms.kind;
        for (uint256 r = 0; r < verdicts.length; ++r) {
            if (uint8(sheets[r]) & 3 != kind) continue;
            uint256 payout = _payout(terms, shares, verdicts[r]);
            payouts[r] = payout;
            treasury -= payout;
        }
    }

    /// @dev No product exceeds 2^216: a price has 160 bits, 255 places 40, a quality 16 and a place 33.
    function _payout(PayTerms memory terms, Shares memory shares, Verdict verdict) private pure returns (uint256) {
        if (!terms.confirmed) return _flat(shares.price, 1, verdict, terms.items);
        if (shares.weights == 0) return _flat(shares.price, 10, verdict, terms.items);
        if (!verdict.valid()) return 0;
        unchecked {
            uint256 copies = verdict.copies();
            uint256 share =
                (((shares.price * shares.places) / PLACE) * verdict.quality() * (PLACE / copies)) / shares.weights;
            uint256 cap = (shares.price * 5) / (4 * copies);
            return share < cap ? share : cap;
        }
    }

    /// @dev Rows of the kind, places of its valid rows and their weights; a cluster of n sheets has one place between them.
    function _count(
        PayTerms memory terms,
        bytes memory sheets,
        Verdict[] memory verdicts
    ) private pure returns (Shares memory shares) {
        shares.price = terms.pool / terms.quota;
        uint256 kind = terms.kind;
        (uint256 revealed, uint256 places, uint256 weights) = (0, 0, 0);
        unchecked {
            for (uint256 r = 0; r < verdicts.length; ++r) {
                if (uint8(sheets[r]) & 3 != kind) continue;
                ++revealed;
                Verdict verdict = verdicts[r];
                if (!verdict.valid()) continue;
                uint256 place = PLACE / verdict.copies();
                places += place;
                weights += verdict.quality() * place;
            }
        }
        (shares.revealed, shares.places, shares.weights) = (revealed, places, weights);
    }

    /// @dev price / divisor for a sheet that answers at least half of the items, and no more than its share of one place.
    function _flat(uint256 price, uint256 divisor, Verdict verdict, uint256 items) private pure returns (uint256) {
        if (2 * verdict.answered() < items) return 0;
        uint256 copies = verdict.copies();
        return price / (copies > divisor ? copies : divisor);
    }
}
