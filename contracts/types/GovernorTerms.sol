// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @notice Parameters with which the governor starts.
/// @param votingDelay Seconds from a proposal to the moment at which votes are counted.
/// @param votingPeriod Seconds of voting.
/// @param lateQuorumExtension Seconds that voting goes on after a quorum is reached, at least.
/// @param proposalThreshold Votes that a proposer needs, in units of AGT.
/// @param quorumBps Quorum as a share of the delegated votes, in 1/10,000.
/// @param quorumFloor Least quorum in units of AGT.
/// @param quorumCeiling Greatest quorum in units of AGT.
struct GovernorTerms {
    uint48 votingDelay;
    uint32 votingPeriod;
    uint48 lateQuorumExtension;
    uint256 proposalThreshold;
    uint16 quorumBps;
    uint96 quorumFloor;
    uint96 quorumCeiling;
}
