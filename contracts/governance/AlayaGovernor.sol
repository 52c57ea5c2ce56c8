// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorPreventLateQuorum} from "@openzeppelin/contracts/governance/extensions/GovernorPreventLateQuorum.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IAlayaGovernor} from "../interfaces/IAlayaGovernor.sol";
import {IProtocolClock} from "../interfaces/IProtocolClock.sol";
import {AGTToken} from "../tokens/AGTToken.sol";
import {GovernorTerms} from "../types/GovernorTerms.sol";

/// @title AlayaGovernor
contract AlayaGovernor is
    IAlayaGovernor,
    Governor,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorVotes,
    GovernorTimelockControl,
    GovernorPreventLateQuorum
{
    using Checkpoints for Checkpoints.Trace208;

    uint256 public constant MAX_VOTING_DELAY = 14 days;
    uint256 public constant MIN_VOTING_PERIOD = 5 minutes;
    uint256 public constant MAX_VOTING_PERIOD = 30 days;

    /// @notice Most votes that a proposer can be asked for: 0.2% of all AGT that can ever be.
    uint256 public constant MAX_PROPOSAL_THRESHOLD = 10_000_000e18;

    uint16 public constant MIN_QUORUM_BPS = 100;
    uint16 public constant MAX_QUORUM_BPS = 5_000;

    /// @inheritdoc IAlayaGovernor
    IProtocolClock public immutable PROTOCOL_CLOCK;

    /// @dev A checkpoint is bps | floor << 16 | ceiling << 112: all three change together.
    Checkpoints.Trace208 private _quorumTerms;

    constructor(
        AGTToken agt,
        TimelockController timelockController,
        IProtocolClock protocolClock,
        GovernorTerms memory terms
    )
        Governor("Alaya Governor")
        GovernorSettings(terms.votingDelay, terms.votingPeriod, terms.proposalThreshold)
        GovernorVotes(agt)
        GovernorTimelockControl(timelockController)
        GovernorPreventLateQuorum(terms.lateQuorumExtension)
    {
        PROTOCOL_CLOCK = protocolClock;
        _setQuorumTerms(terms.quorumBps, terms.quorumFloor, terms.quorumCeiling);
    }

    /// @inheritdoc IAlayaGovernor
    function setQuorumTerms(uint16 bps, uint96 floor, uint96 ceiling) external onlyGovernance {
        _setQuorumTerms(bps, floor, ceiling);
    }

    /// @notice Cancels a proposal: its proposer before voting begins, the guardian while it is neither executed nor over.
    /// @dev A guardian that could cancel its own dismissal could never be dismissed.
    function cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) public override returns (uint256) {
        (address guardian, uint40 until) = PROTOCOL_CLOCK.guardian();
        if (msg.sender == guardian && block.timestamp <= until && !_onlyChangesGuardian(targets, calldatas)) {
            return _cancel(targets, values, calldatas, descriptionHash);
        }
        return super.cancel(targets, values, calldatas, descriptionHash);
    }

    /// @notice Votes that proposals whose voting began at `timepoint` need for or abstaining, in units of AGT.
    function quorum(uint256 timepoint) public view override returns (uint256) {
        (uint16 bps, uint96 floor, uint96 ceiling) = quorumTerms(timepoint);
        uint256 fraction = Math.mulDiv(
            AGTToken(address(token())).getPastDelegatedSupply(timepoint),
            bps,
            10_000,
            Math.Rounding.Ceil
        );
        return Math.min(Math.max(fraction, floor), ceiling);
    }

    /// @inheritdoc IAlayaGovernor
    function quorumTerms(uint256 timepoint) public view returns (uint16 bps, uint96 floor, uint96 ceiling) {
        uint208 packed = _quorumTerms.upperLookupRecent(SafeCast.toUint48(timepoint));
        return (uint16(packed), uint96(packed >> 16), uint96(packed >> 112));
    }

    /// @inheritdoc Governor
    function state(uint256 proposalId) public view override(Governor, GovernorTimelockControl) returns (ProposalState) {
        return super.state(proposalId);
    }

    /// @inheritdoc Governor
    function proposalDeadline(
        uint256 proposalId
    ) public view override(Governor, GovernorPreventLateQuorum) returns (uint256) {
        return super.proposalDeadline(proposalId);
    }

    /// @inheritdoc Governor
    function proposalNeedsQueuing(
        uint256 proposalId
    ) public view override(Governor, GovernorTimelockControl) returns (bool) {
        return super.proposalNeedsQueuing(proposalId);
    }

    /// @inheritdoc GovernorSettings
    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    /// @dev A delay of at least a second: votes are counted at a moment that no loan within a transaction reaches.
    function _setVotingDelay(uint48 newVotingDelay) internal override {
        _requireWithin("votingDelay", newVotingDelay, 1, MAX_VOTING_DELAY);
        super._setVotingDelay(newVotingDelay);
    }

    function _setVotingPeriod(uint32 newVotingPeriod) internal override {
        _requireWithin("votingPeriod", newVotingPeriod, MIN_VOTING_PERIOD, MAX_VOTING_PERIOD);
        super._setVotingPeriod(newVotingPeriod);
    }

    function _setProposalThreshold(uint256 newProposalThreshold) internal override {
        _requireWithin("proposalThreshold", newProposalThreshold, 0, MAX_PROPOSAL_THRESHOLD);
        super._setProposalThreshold(newProposalThreshold);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _tallyUpdated(uint256 proposalId) internal override(Governor, GovernorPreventLateQuorum) {
        super._tallyUpdated(proposalId);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }

    function _setQuorumTerms(uint16 bps, uint96 floor, uint96 ceiling) private {
        require(
            bps >= MIN_QUORUM_BPS && bps <= MAX_QUORUM_BPS && floor > 0 && floor <= ceiling,
            QuorumTermsInvalid(bps, floor, ceiling)
        );
        AGTToken agt = AGTToken(address(token()));
        uint256 votable = agt.totalSupply() - agt.balanceOf(timelock());
        require(floor <= votable / 2, QuorumFloorUnreachable(floor, votable));

        _quorumTerms.push(clock(), uint208(bps) | (uint208(floor) << 16) | (uint208(ceiling) << 112));
        emit QuorumTermsSet(bps, floor, ceiling);
    }

    function _onlyChangesGuardian(address[] memory targets, bytes[] memory calldatas) private view returns (bool) {
        for (uint256 i = 0; i < targets.length; ++i) {
            bool changesGuardian =
                targets[i] == address(PROTOCOL_CLOCK) && bytes4(calldatas[i]) == IProtocolClock.setGuardian.selector;
            if (!changesGuardian) return false;
        }
        return true;
    }

    function _requireWithin(bytes32 parameter, uint256 value, uint256 least, uint256 most) private pure {
        require(value >= least && value <= most, GovernorParameterOutOfBounds(parameter, value, least, most));
    }
}
