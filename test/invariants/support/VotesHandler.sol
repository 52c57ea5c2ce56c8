// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {AGTStake} from "../../../contracts/economy/AGTStake.sol";
import {AGTToken} from "../../../contracts/tokens/AGTToken.sol";
import {Allocation} from "../../../contracts/types/Allocation.sol";
import {VM} from "./Vm.sol";

/// @title Holders who send, stake and delegate AGT at random.
contract VotesHandler {
    uint256 private constant ACTORS = 4;
    uint256 private constant MOMENTS = 12;

    AGTToken public immutable AGT;
    AGTStake public immutable STAKE;

    /// @notice What was delegated at some moments, by the token's own word at the time.
    uint256[] public moments;
    mapping(uint256 moment => uint256 supply) public delegatedAt;

    /// @notice How often something was delegated, and staked.
    uint256 public delegations;
    uint256 public stakes;

    uint256 private _now = 1_900_000_000;

    modifier timed() {
        VM.warp(_now);
        _;
    }

    constructor() {
        VM.warp(_now);
        AccessManager authority = new AccessManager(address(this));
        AGT = new AGTToken(address(authority), block.chainid, new Allocation[](0));
        STAKE = new AGTStake(address(authority), address(AGT));
        for (uint256 i = 0; i < ACTORS; ++i) {
            AGT.mint(actor(i), 1e24);
            VM.prank(actor(i));
            AGT.approve(address(STAKE), type(uint256).max);
        }
    }

    function send(uint256 seed) external timed {
        VM.prank(actor(seed));
        try AGT.transfer(actor(seed >> 8), (seed >> 16) % 1e24) {} catch {}
    }

    function issue(uint256 seed) external timed {
        AGT.mint(actor(seed), (seed >> 8) % 1e24);
    }

    /// @notice To an actor, to a stranger, or to nobody any more.
    function delegate(uint256 seed) external timed {
        VM.prank(actor(seed));
        AGT.delegate(delegatee(seed >> 8));
        ++delegations;
    }

    function stake(uint256 seed) external timed {
        VM.prank(actor(seed));
        try STAKE.stake((seed >> 8) % 1e24) {
            ++stakes;
        } catch {}
    }

    function unstake(uint256 seed) external timed {
        VM.prank(actor(seed));
        try STAKE.unstake((seed >> 8) % 1e24) {} catch {}
    }

    function delegateStake(uint256 seed) external timed {
        VM.prank(actor(seed));
        try STAKE.delegate(delegatee(seed >> 8)) {} catch {}
    }

    function pass(uint256 seed) external timed {
        if (moments.length < MOMENTS) {
            moments.push(_now);
            delegatedAt[_now] = AGT.delegatedSupply();
        }
        _now += 1 + (seed % 1 days);
    }

    /// @notice The present, of which checkpoints say nothing yet.
    function present() external view returns (uint256) {
        return _now;
    }

    /// @notice How many moments were written down.
    function momentCount() external view returns (uint256) {
        return moments.length;
    }

    /// @notice Everybody who can have AGT: actors, then their vaults.
    function account(uint256 i) external view returns (address) {
        return i < ACTORS ? actor(i) : STAKE.vaultOf(actor(i));
    }

    /// @notice Everybody who can have votes, and nobody (0).
    function delegatee(uint256 i) public pure returns (address) {
        uint256 index = i % (ACTORS + 2);
        if (index < ACTORS) return actor(index);
        return index == ACTORS ? address(0x57a) : address(0);
    }

    /// @notice Actor number `i`.
    function actor(uint256 i) public pure returns (address) {
        return address(uint160(0xac7000 + (i % ACTORS)));
    }
}
