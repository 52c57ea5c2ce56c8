// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IProtocolClock} from "./IProtocolClock.sol";

/// @title What Alaya's governor has beside OpenZeppelin's functions, events and errors.
/// @notice Quorum is a fraction of the votes that were delegated when a proposal's voting began, never less than a floor
/// and never more than a ceiling. All three are checkpointed, so that no change reaches a vote that has begun.
/// @dev Warning: the guardian of the protocol's clock can cancel proposals. It cannot cancel one that does nothing but
/// change guardians, and its term ends by itself.
interface IAlayaGovernor {
    /// @notice From now on a quorum is `bps` / 10,000 of the delegated votes, within `floor` and `ceiling` (units of
    /// AGT).
    event QuorumTermsSet(uint16 bps, uint96 floor, uint96 ceiling);

    /// @notice The fraction is out of bounds, or the floor is 0 or above the ceiling.
    error QuorumTermsInvalid(uint16 bps, uint96 floor, uint96 ceiling);

    /// @notice More than half of what can vote would be needed: the supply without the treasury's own tokens.
    error QuorumFloorUnreachable(uint256 floor, uint256 votable);

    /// @notice `parameter` of the governor is out of its bounds.
    error GovernorParameterOutOfBounds(bytes32 parameter, uint256 value, uint256 least, uint256 most);

    /// @notice Sets fraction, floor and ceiling of the quorum of proposals whose voting begins later. Governance only.
    /// @dev Errors: `QuorumTermsInvalid`, `QuorumFloorUnreachable`.
    function setQuorumTerms(uint16 bps, uint96 floor, uint96 ceiling) external;

    /// @notice Fraction (1/10,000), floor and ceiling that held at `timepoint`.
    function quorumTerms(uint256 timepoint) external view returns (uint16 bps, uint96 floor, uint96 ceiling);

    /// @notice The clock whose guardian may cancel proposals.
    function PROTOCOL_CLOCK() external view returns (IProtocolClock);
}
