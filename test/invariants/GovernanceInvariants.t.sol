// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {PowersHandler} from "./support/PowersHandler.sol";
import {VotesHandler} from "./support/VotesHandler.sol";

/// @notice Whatever holders of AGT do; see README.md.
contract VotesInvariants {
    VotesHandler private _votes;

    function setUp() public {
        _votes = new VotesHandler();
    }

    /// @notice Only the handler is called.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_votes);
    }

    /// @notice 16.
    function invariant_DelegatedSupplyIsTheSumOverDelegates() external view {
        uint256 votes = 0;
        uint256 held = 0;
        // Five can have votes; four hold AGT, and so do their vaults.
        for (uint256 i = 0; i < 5; ++i) {
            votes += _votes.AGT().getVotes(_votes.delegatee(i));
        }
        for (uint256 i = 0; i < 8; ++i) {
            address account = _votes.account(i);
            if (_votes.AGT().delegates(account) != address(0)) held += _votes.AGT().balanceOf(account);
        }
        require(_votes.AGT().delegatedSupply() == votes, "delegated supply differs from votes");
        require(votes == held, "votes differ from what is delegated");
        for (uint256 i = 0; i < _votes.momentCount(); ++i) {
            uint256 moment = _votes.moments(i);
            if (moment >= block.timestamp) continue;
            require(
                _votes.AGT().getPastDelegatedSupply(moment) == _votes.delegatedAt(moment),
                "the past was rewritten"
            );
        }
    }
}

/// @notice Whatever seekers of power do; see README.md.
contract PowersInvariants {
    PowersHandler private _powers;

    function setUp() public {
        _powers = new PowersHandler();
    }

    /// @notice Only the handler is called.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_powers);
    }

    /// @notice 17.
    function invariant_RolesAreGovernancesToGive() external view {
        for (uint64 role = 0; role < 5; ++role) {
            for (uint256 i = 0; i < 6; ++i) {
                address account = i < 5 ? _powers.account(i) : address(_powers.TIMELOCK());
                (bool member, ) = _powers.AUTHORITY().hasRole(role, account);
                require(member == _powers.isGiven(role, account), "a role that governance did not give, or not take");
            }
        }
        for (uint256 i = 0; i < 5; ++i) {
            address account = _powers.account(i);
            require(!_powers.TIMELOCK().hasRole(bytes32(0), account), "an administrator of the timelock");
            require(!_powers.TIMELOCK().hasRole(keccak256("PROPOSER_ROLE"), account), "a proposer");
            require(!_powers.TIMELOCK().hasRole(keccak256("CANCELLER_ROLE"), account), "a canceller");
        }
        require(_powers.AGT().authority() == address(_powers.AUTHORITY()), "another authority");
        require(_powers.CLOCK().authority() == address(_powers.AUTHORITY()), "another authority");
        require(_powers.AGT().issued() == 1e25 + 1e22, "issued without a decision");
        require(_powers.TIMELOCK().getMinDelay() == 60, "another delay");
        (address guardian, ) = _powers.CLOCK().guardian();
        require(guardian == address(0), "a guardian that governance did not appoint");
    }
}
