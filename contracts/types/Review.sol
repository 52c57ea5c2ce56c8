// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @notice What the stake of reviewers is made with.
/// @param authority AccessManager.
/// @param agt Governance token.
/// @param cooldown Seconds from asking stake back to taking it back, 1 to 30 days.
struct ReviewerStakeTerms {
    address authority;
    address agt;
    uint32 cooldown;
}
