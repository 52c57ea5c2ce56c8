// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Pass} from "../types/Pass.sol";
import {IEligibilityTree} from "./IEligibilityTree.sol";

/// @title The contributor's soulbound pass.
/// @notice An ERC-721 that never changes hands (ERC-5192), but for a recovery. It carries a level and skills, and puts a
/// leaf with them into the eligibility tree, against which its holder later proves in zero knowledge what the pass
/// entitles to. A pass never has live leaves of two secrets: another secret starts when the last leaf of the old one has
/// run out.
/// @dev Warning: governance sets prices and terms and names who may grant skills; it can neither move nor burn a pass.
interface IContributorPass {
    /// @notice Pass `passId` put a new leaf into the eligibility tree.
    event LeafIssued(
        uint256 indexed passId,
        uint256 indexed identityCommitment,
        uint8 level,
        uint64 skills,
        uint40 validUntil
    );

    /// @notice Governance changed the price of a pass (AIA burned) and the length of a season (seconds).
    event TermsSet(uint128 mintPrice, uint40 season);

    /// @notice Pass `passId` gained `amount` points in `field` (0: general work).
    event ExperienceGained(uint256 indexed passId, uint8 indexed field, uint16 amount);

    /// @notice Pass `passId` reached `level`; `aia` units were burned and `agt` units went to the treasury.
    event LevelReached(uint256 indexed passId, uint8 level, uint96 aia, uint96 agt);

    /// @notice Pass `passId` has the skill of `field`.
    event SkillGranted(uint256 indexed passId, uint8 indexed field);

    /// @notice Pass `passId` carries `identityCommitment` from its next leaf on, once the old leaf has run out.
    event IdentityChangeRequested(uint256 indexed passId, uint256 indexed identityCommitment);

    /// @notice `account` may recover pass `passId` from the timestamp `from` on.
    event RecoveryAccountSet(uint256 indexed passId, address indexed account, uint40 from);

    /// @notice `account` asks for pass `passId`; its holder can object until it is handed over, at the timestamp
    /// `completableFrom` at the earliest.
    event RecoveryStarted(uint256 indexed passId, address indexed account, uint40 completableFrom);

    /// @notice The holder of pass `passId` objected; nobody may recover it until the holder names an account again.
    event RecoveryObjected(uint256 indexed passId);

    /// @notice Pass `passId` went to its recovery account, with level and experience.
    event RecoveryCompleted(uint256 indexed passId, address indexed holder);

    /// @notice `sponsor` invited `invitee` and locked `stake` units of AGT until the timestamp `until`.
    event Invited(address indexed sponsor, address indexed invitee, uint96 stake, uint40 until);

    /// @notice The stake locked for `invitee` is free again.
    event InvitationReleased(address indexed sponsor, address indexed invitee);

    /// @notice Pass `passId` is burned. Its number stays taken and its last leaf is not renewed.
    event PassBurned(uint256 indexed passId);

    /// @notice The commitment is 0 or not below the field order.
    error IdentityCommitmentOutOfField(uint256 identityCommitment);

    /// @notice The holder has a pass already.
    error PassAlreadyHeld(address holder);

    /// @notice A pass never changes hands.
    error PassSoulbound(uint256 passId);

    /// @notice Only the holder may do this.
    error PassHolderUnauthorized(uint256 passId, address caller);

    /// @notice The leaf is good until `validUntil` and can be renewed from `renewableFrom` on.
    error RenewalTooEarly(uint256 passId, uint40 renewableFrom, uint40 validUntil);

    /// @notice A season lasts 1..365 days.
    error SeasonOutOfBounds(uint40 season);

    /// @notice Minting, gaining and levelling stand still while the protocol is paused.
    error LevellingPaused();

    /// @notice The pass has `experience` points, `needed` are needed.
    error ExperienceInsufficient(uint256 passId, uint256 experience, uint256 needed);

    /// @notice The pass has level `level`, `needed` is needed.
    error LevelInsufficient(uint256 passId, uint8 level, uint8 needed);

    /// @notice The pass has level 10.
    error LevelHighest(uint256 passId);

    /// @notice Nobody earns the skill of `field` by experience: curators grant it.
    error SkillNotEarnable(uint8 field);

    /// @notice The pass has the skill already.
    error SkillAlreadyHeld(uint256 passId, uint8 field);

    /// @notice Mints the caller's pass at level 1 and burns `mintPrice` of the caller's AIA (needs allowance).
    /// @dev Errors: `LevellingPaused`, `IdentityCommitmentOutOfField`, `PassAlreadyHeld`, those of the token.
    function mint(uint256 identityCommitment) external returns (uint256 passId);

    /// @notice Mints the caller's pass at level 1 for the invitation that the caller holds.
    /// @dev Errors: `LevellingPaused`, `InvitationMissing`, `IdentityCommitmentOutOfField`, `PassAlreadyHeld`.
    function mintInvited(uint256 identityCommitment) external returns (uint256 passId);

    /// @notice Invites `invitee` to one pass without a price, for staked AGT of the caller that is locked for a time.
    /// @dev Errors: `InvitationPending`, `StakeInsufficient`.
    function invite(address invitee) external;

    /// @notice Frees the stake locked for `invitee` after its time; an invitation not used by then lapses. Anyone may
    /// call it.
    /// @dev Errors: `InvitationMissing`, `InvitationLocked`.
    function releaseInvitation(address invitee) external;

    /// @notice Puts a leaf for the next season into the tree, in the last third of the old leaf's season or later; with a
    /// new identity commitment only after the old leaf has run out. Anyone may call it.
    /// @dev Errors: `ERC721NonexistentToken`, `RecoveryRunning`, `RenewalTooEarly`.
    function renew(uint256 passId) external;

    /// @notice Raises the pass of the caller by one level: burns the level's AIA, from level 6 on takes AGT for the
    /// treasury (both need allowance), and replaces the leaf for the rest of its season.
    /// @dev Errors: `PassHolderUnauthorized`, `LevellingPaused`, `LevelHighest`, `ExperienceInsufficient`.
    function levelUp(uint256 passId) external;

    /// @notice Claims the skill of `field` for experience gained in it.
    /// @dev Errors: `PassHolderUnauthorized`, `LevellingPaused`, `FieldUnknown`, `SkillAlreadyHeld`, `SkillNotEarnable`,
    /// `LevelInsufficient`, `ExperienceInsufficient`.
    function claimSkill(uint256 passId, uint8 field) external;

    /// @notice Grants the skill of `field`, earned by a qualification task. Curators only.
    /// @dev Errors: `ERC721NonexistentToken`, `FieldUnknown`, `SkillAlreadyHeld`.
    function grantSkill(uint256 passId, uint8 field) external;

    /// @notice Adds `amount` points in `field`. The experience contract only.
    /// @dev Errors: `ERC721NonexistentToken`.
    function gainExperience(uint256 passId, uint16 amount, uint8 field) external;

    /// @notice Asks for another identity commitment; the next leaf, after the old one has run out, carries it. The
    /// current one takes the request back.
    /// @dev Errors: `PassHolderUnauthorized`, `IdentityCommitmentOutOfField`.
    function changeIdentity(uint256 passId, uint256 identityCommitment) external;

    /// @notice Names the account that may recover the pass of the caller. The first one at once; another one takes over
    /// after the delay in which holders can object, so that a stolen key does not push the old one out at once.
    /// @dev Errors: `PassHolderUnauthorized`.
    function setRecoveryAccount(uint256 passId, address account) external;

    /// @notice Starts a recovery: by the recovery account, for a holder who lost the key. Renewal stops meanwhile.
    /// @param identityCommitment Of the new secret.
    /// @dev Errors: `ERC721NonexistentToken`, `RecoveryUnauthorized`, `RecoveryRunning`, `IdentityCommitmentOutOfField`.
    function startRecovery(uint256 passId, uint256 identityCommitment) external;

    /// @notice Stops a recovery and dismisses the recovery account. By the holder, until the pass is handed over.
    /// @dev Errors: `PassHolderUnauthorized`, `RecoveryNotRunning`.
    function objectToRecovery(uint256 passId) external;

    /// @notice Hands the pass to its recovery account when the window is over and the old leaf has run out. Anyone may
    /// call it.
    /// @dev Errors: `RecoveryNotRunning`, `RecoveryTooEarly`, `LeafStillLive`, `PassAlreadyHeld`.
    function completeRecovery(uint256 passId) external;

    /// @notice Burns the pass of the caller for good.
    /// @dev Warning: level and experience are lost, the last leaf runs out with its season. Errors:
    /// `PassHolderUnauthorized`.
    function burn(uint256 passId) external;

    /// @notice Sets the price of a pass in AIA and the length of a season in seconds. Governance only.
    /// @dev Errors: `SeasonOutOfBounds`.
    function setTerms(uint128 mintPrice, uint40 season) external;

    /// @notice The tree that the pass feeds.
    function TREE() external view returns (IEligibilityTree);

    /// @notice What pass `passId` carries.
    function passOf(uint256 passId) external view returns (Pass memory);

    /// @notice Points that pass `passId` gained in `field`.
    function fieldExperienceOf(uint256 passId, uint8 field) external view returns (uint256);

    /// @notice Points that pass `passId` gained in the week number `week` (see `Weeks`).
    function experienceIn(uint256 passId, uint256 week) external view returns (uint256);

    /// @notice Who may recover pass `passId` now, and when a running recovery can be completed at the earliest (0: none).
    function recoveryOf(uint256 passId) external view returns (address account, uint40 completableFrom);

    /// @notice The identity commitment that pass `passId` carries once its leaf has run out; 0 for no change.
    function nextIdentityOf(uint256 passId) external view returns (uint256);

    /// @notice Whether `passId` was minted and burned.
    function isBurned(uint256 passId) external view returns (bool);
}
