// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Allocation} from "../types/Allocation.sol";

/// @title AGT, the governance token, as issued on its home chain.
/// @notice 18 decimals, permit (ERC-2612), votes checkpointed by timestamp (ERC-5805, ERC-6372). At most 5 billion are
/// ever issued: what is locked in a bridge or sent to a dead address is never issued again.
contract AGTToken is ERC20, ERC20Permit, ERC20Votes, AccessManaged {
    using Checkpoints for Checkpoints.Trace208;

    /// @notice Most units that can ever be issued.
    uint256 public constant ISSUANCE_CAP = 5_000_000_000e18;

    /// @notice The only chain on which this contract can exist.
    uint256 public immutable HOME_CHAIN_ID;

    /// @notice Units issued over the token's whole life.
    uint256 public issued;

    Checkpoints.Trace208 private _delegatedSupply;

    /// @notice Issuing `amount` more would pass the cap.
    error IssuanceCapExceeded(uint256 issued, uint256 amount, uint256 cap);

    /// @notice The token is issued on another chain.
    error HomeChainMismatch(uint256 home, uint256 actual);

    /// @param authority AccessManager that says who may issue.
    /// @param homeChainId Chain id of the home chain; deployment elsewhere reverts.
    /// @param genesis Who holds how much from the start.
    constructor(
        address authority,
        uint256 homeChainId,
        Allocation[] memory genesis
    ) ERC20("Alaya Governance", "AGT") ERC20Permit("Alaya Governance") AccessManaged(authority) {
        require(block.chainid == homeChainId, HomeChainMismatch(homeChainId, block.chainid));
        HOME_CHAIN_ID = homeChainId;
        for (uint256 i = 0; i < genesis.length; ++i) {
            _issue(genesis[i].holder, genesis[i].amount);
        }
    }

    /// @notice Issues `amount` units to `account`. Governance only.
    function mint(address account, uint256 amount) external restricted {
        _issue(account, amount);
    }

    /// @notice Units whose holders have delegated, now.
    function delegatedSupply() external view returns (uint256) {
        return _delegatedSupply.latest();
    }

    /// @notice Units whose holders had delegated at the past timestamp `timepoint`.
    function getPastDelegatedSupply(uint256 timepoint) external view returns (uint256) {
        return _delegatedSupply.upperLookupRecent(_validateTimepoint(timepoint));
    }

    /// @notice Timestamps, not blocks: a block number says nothing about time on Arbitrum.
    function clock() public view override returns (uint48) {
        return Time.timestamp();
    }

    /// @notice See ERC-6372.
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @notice The next nonce of `owner`, shared by permits and delegations by signature.
    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _issue(address account, uint256 amount) private {
        require(amount <= ISSUANCE_CAP - issued, IssuanceCapExceeded(issued, amount, ISSUANCE_CAP));
        issued += amount;
        _mint(account, amount);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }

    /// @dev Every change of delegated votes passes here; only moves from or to "nobody" change their sum.
    function _moveDelegateVotes(address from, address to, uint256 amount) internal override {
        super._moveDelegateVotes(from, to, amount);
        if (amount == 0 || (from == address(0)) == (to == address(0))) return;
        uint208 value = SafeCast.toUint208(amount);
        uint208 supply = _delegatedSupply.latest();
        _delegatedSupply.push(clock(), to == address(0) ? supply - value : supply + value);
    }
}
