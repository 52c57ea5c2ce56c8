// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IEligibilityTree} from "./IEligibilityTree.sol";

/// @title The contributor's soulbound pass.
/// @notice An ERC-721 that never changes hands (ERC-5192). It carries a level and skills, and puts a leaf with them into
/// the eligibility tree, against which its holder later proves in zero knowledge what the pass entitles to.
interface IContributorPass {
    /// @param identityCommitment `Poseidon(secret)`; several passes may carry the same one, a copy helps nobody.
    /// @param skills One bit each.
    /// @param validUntil Protocol time at which the leaf runs out.
    /// @param level 1..10.
    struct Pass {
        uint256 identityCommitment;
        uint64 skills;
        uint40 validUntil;
        uint8 level;
    }

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

    /// @notice The commitment is 0 or not below the field order.
    error IdentityCommitmentOutOfField(uint256 identityCommitment);

    /// @notice The holder has a pass already.
    error PassAlreadyHeld(address holder);

    /// @notice A pass never changes hands.
    error PassSoulbound(uint256 passId);

    /// @notice The leaf is good until `validUntil` and can be renewed from `renewableFrom` on.
    error RenewalTooEarly(uint256 passId, uint40 renewableFrom, uint40 validUntil);

    /// @notice A season lasts 1..365 days.
    error SeasonOutOfBounds(uint40 season);

    /// @notice Mints the caller's pass at level 1 and burns `mintPrice` of the caller's AIA (needs allowance).
    /// @dev Errors: `IdentityCommitmentOutOfField`, `PassAlreadyHeld`, those of the token.
    function mint(uint256 identityCommitment) external returns (uint256 passId);

    /// @notice Puts a leaf for the next season into the tree, in the last third of the old leaf's season or later.
    /// Anyone may call it.
    /// @dev Errors: `ERC721NonexistentToken`, `RenewalTooEarly`.
    function renew(uint256 passId) external;

    /// @notice Sets the price of a pass in AIA and the length of a season in seconds. Governance only.
    /// @dev Errors: `SeasonOutOfBounds`.
    function setTerms(uint128 mintPrice, uint40 season) external;

    /// @notice The tree that the pass feeds.
    function TREE() external view returns (IEligibilityTree);

    /// @notice What pass `passId` carries.
    function passOf(uint256 passId) external view returns (Pass memory);
}
