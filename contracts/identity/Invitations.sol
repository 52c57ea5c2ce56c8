// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {InvitationTerms} from "../types/Pass.sol";

/// @title Invitations to a pass, each backed by a sponsor's locked stake. Times are real time.
library Invitations {
    /// @param used Whether a pass was minted for it.
    struct Invitation {
        address sponsor;
        uint96 stake;
        uint40 lockedUntil;
        bool used;
    }

    struct Book {
        mapping(address invitee => Invitation invitation) invitations;
    }

    /// @notice The invitee has an invitation already.
    error InvitationPending(address invitee);

    /// @notice There is no invitation that could be used or released.
    error InvitationMissing(address invitee);

    /// @notice The sponsor's stake is locked until the timestamp `lockedUntil`.
    error InvitationLocked(address invitee, uint40 lockedUntil);

    /// @notice Books an invitation of `invitee` by the caller.
    function open(
        Book storage self,
        address invitee,
        InvitationTerms memory terms
    ) internal returns (uint40 lockedUntil) {
        require(self.invitations[invitee].sponsor == address(0), InvitationPending(invitee));
        lockedUntil = uint40(block.timestamp) + terms.duration;
        self.invitations[invitee] = Invitation(msg.sender, terms.stake, lockedUntil, false);
    }

    /// @notice Uses the invitation of `invitee`, once.
    function spend(Book storage self, address invitee) internal {
        Invitation storage invitation = self.invitations[invitee];
        require(invitation.sponsor != address(0) && !invitation.used, InvitationMissing(invitee));
        invitation.used = true;
    }

    /// @notice Ends an invitation after its time; returns whose stake is free again.
    function close(Book storage self, address invitee) internal returns (address sponsor, uint96 stake) {
        Invitation memory invitation = self.invitations[invitee];
        require(invitation.sponsor != address(0), InvitationMissing(invitee));
        require(block.timestamp >= invitation.lockedUntil, InvitationLocked(invitee, invitation.lockedUntil));
        delete self.invitations[invitee];
        return (invitation.sponsor, invitation.stake);
    }
}
