// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {PlainName} from "./PlainName.sol";

/// @notice What a contributor's pass carries.
/// @param identityCommitment `Poseidon(secret)`; several passes may carry the same one, a copy helps nobody.
/// @param skills One bit per field.
/// @param validUntil Protocol time at which the leaf runs out.
/// @param level 1..10.
/// @param experience Points gained over the pass's life.
struct Pass {
    uint256 identityCommitment;
    uint64 skills;
    uint40 validUntil;
    uint8 level;
    uint64 experience;
}

/// @notice What a pass needs to reach a level.
/// @param experience Points gained over the pass's life.
/// @param aia Units of AIA burned.
/// @param agt Units of AGT paid to the treasury, 0 below level 6.
struct LevelTerms {
    uint64 experience;
    uint96 aia;
    uint96 agt;
}

/// @notice What a pass needs to claim the skill of a field.
/// @param name Empty for a field that does not exist.
/// @param experience Points gained in the field; 0 when only curators grant the skill.
/// @param minLevel Least level of the pass.
struct SkillTerms {
    PlainName name;
    uint64 experience;
    uint8 minLevel;
}

/// @notice What an invitation locks.
/// @param stake Units of the sponsor's staked AGT.
/// @param duration Seconds.
struct InvitationTerms {
    uint96 stake;
    uint40 duration;
}

/// @notice The contracts that a pass works with.
/// @param authority AccessManager.
/// @param clock Protocol's clock.
/// @param aia Reward token.
/// @param agt Governance token.
/// @param stake Staked AGT.
/// @param policy Governed terms.
/// @param picture Draws the pass.
/// @param treasury Receives AGT.
struct PassWiring {
    address authority;
    address clock;
    address aia;
    address agt;
    address stake;
    address policy;
    address picture;
    address treasury;
}
