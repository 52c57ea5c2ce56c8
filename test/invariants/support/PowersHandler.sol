// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {AlayaGovernor} from "../../../contracts/governance/AlayaGovernor.sol";
import {ProtocolClock} from "../../../contracts/governance/ProtocolClock.sol";
import {AGTToken} from "../../../contracts/tokens/AGTToken.sol";
import {Allocation} from "../../../contracts/types/Allocation.sol";
import {GovernorTerms} from "../../../contracts/types/GovernorTerms.sol";
import {VM} from "./Vm.sol";

/// @title A protocol that was handed over: its deployer and some actors try to get power back, and governance gives some.
contract PowersHandler {
    uint256 private constant ACTORS = 4;
    address private constant MAJORITY = address(0xa11);

    AccessManager public immutable AUTHORITY;
    TimelockController public immutable TIMELOCK;
    AlayaGovernor public immutable GOVERNOR;
    ProtocolClock public immutable CLOCK;
    AGTToken public immutable AGT;

    /// @notice Attempts that were refused, and decisions that governance carried out.
    uint256 public refused;
    uint256 public decided;

    /// @notice Roles that governance gave.
    mapping(uint64 role => mapping(address account => bool)) public isGiven;

    uint256 private _now = 1_900_000_000;

    modifier timed() {
        VM.warp(_now);
        _;
    }

    constructor() {
        VM.warp(_now);
        AUTHORITY = new AccessManager(address(this));
        AGT = new AGTToken(address(AUTHORITY), block.chainid, new Allocation[](0));
        CLOCK = new ProtocolClock(address(AUTHORITY));
        address[] memory anyone = new address[](1);
        TIMELOCK = new TimelockController(60, new address[](0), anyone, address(this));
        AGT.mint(MAJORITY, 1e25);
        AGT.mint(actor(1), 1e22);
        GovernorTerms memory terms = GovernorTerms(60, 600, 60, 1e23, 1_000, 1e24, 1e25);
        GOVERNOR = new AlayaGovernor(AGT, TIMELOCK, CLOCK, terms);
        TIMELOCK.grantRole(TIMELOCK.PROPOSER_ROLE(), address(GOVERNOR));
        TIMELOCK.grantRole(TIMELOCK.CANCELLER_ROLE(), address(GOVERNOR));
        TIMELOCK.renounceRole(TIMELOCK.DEFAULT_ADMIN_ROLE(), address(this));
        AUTHORITY.grantRole(AUTHORITY.ADMIN_ROLE(), address(TIMELOCK), 0);
        AUTHORITY.renounceRole(AUTHORITY.ADMIN_ROLE(), address(this));
        isGiven[AUTHORITY.ADMIN_ROLE()][address(TIMELOCK)] = true;
        VM.prank(MAJORITY);
        AGT.delegate(MAJORITY);
        VM.prank(actor(1));
        AGT.delegate(actor(1));
        // Votes count from the second after.
        ++_now;
    }

    /// @notice Somebody tries what only governance may do.
    function attempt(uint256 seed) external timed {
        (address target, bytes memory call_) = _coup(seed, account(seed >> 8));
        VM.prank(account(seed >> 16));
        (bool success, ) = target.call(call_);
        if (!success) ++refused;
    }

    /// @notice Somebody without votes tries it by way of a proposal.
    function propose(uint256 seed) external timed {
        (address[] memory targets, uint256[] memory values, bytes[] memory calls) = _proposal(seed, account(seed >> 8));
        VM.prank(account(seed >> 16));
        try GOVERNOR.propose(targets, values, calls, "coup") {} catch {
            ++refused;
        }
    }

    /// @notice Governance gives a role, or takes it.
    function decide(uint256 seed) external timed {
        uint64 role = uint64(1 + (seed % 3));
        address member = account(seed >> 8);
        bool gives = (seed >> 16) % 2 == 0;
        bytes memory call_ =
            gives
                ? abi.encodeCall(AUTHORITY.grantRole, (role, member, 0))
                : abi.encodeCall(AUTHORITY.revokeRole, (role, member));
        (address[] memory targets, uint256[] memory values, bytes[] memory calls) = _single(address(AUTHORITY), call_);
        string memory description = string(abi.encode(seed, decided));
        VM.prank(MAJORITY);
        uint256 id = GOVERNOR.propose(targets, values, calls, description);
        _wait(61);
        VM.prank(MAJORITY);
        GOVERNOR.castVote(id, 1);
        _wait(700);
        GOVERNOR.queue(targets, values, calls, keccak256(bytes(description)));
        _wait(61);
        GOVERNOR.execute(targets, values, calls, keccak256(bytes(description)));
        isGiven[role][member] = gives;
        ++decided;
    }

    /// @notice Everybody who is not governance: the deployer, then the actors.
    function account(uint256 i) public view returns (address) {
        return i % (ACTORS + 1) == 0 ? address(this) : actor(i % (ACTORS + 1));
    }

    /// @notice Actor number `i`.
    function actor(uint256 i) public pure returns (address) {
        return address(uint160(0xac7000 + i));
    }

    function _coup(uint256 seed, address member) private view returns (address, bytes memory) {
        uint64 role = uint64((seed >> 32) % 4);
        uint256 kind = (seed >> 64) % 14;
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = AGT.mint.selector;
        bytes memory mint = abi.encodeCall(AGT.mint, (member, 1e24));
        if (kind == 0) return (address(AUTHORITY), abi.encodeCall(AUTHORITY.grantRole, (role, member, 0)));
        if (kind == 1) return (address(AUTHORITY), abi.encodeCall(AUTHORITY.setRoleAdmin, (role, 2)));
        if (kind == 2) return (address(AUTHORITY), abi.encodeCall(AUTHORITY.setRoleGuardian, (role, 2)));
        if (kind == 3)
            return (
                address(AUTHORITY),
                abi.encodeCall(AUTHORITY.setTargetFunctionRole, (address(AGT), selectors, role))
            );
        if (kind == 4) return (address(AUTHORITY), abi.encodeCall(AUTHORITY.updateAuthority, (address(AGT), member)));
        if (kind == 5) return (address(AUTHORITY), abi.encodeCall(AUTHORITY.execute, (address(AGT), mint)));
        if (kind == 6) return (address(AUTHORITY), abi.encodeCall(AUTHORITY.schedule, (address(AGT), mint, 0)));
        if (kind == 7) return (address(AGT), mint);
        if (kind == 8) return (address(AGT), abi.encodeCall(AGT.setAuthority, (member)));
        if (kind == 9) return (address(CLOCK), abi.encodeCall(CLOCK.setGuardian, (member, uint40(_now) + 1 days)));
        if (kind == 10) return (address(TIMELOCK), abi.encodeCall(TIMELOCK.updateDelay, (0)));
        if (kind == 11) return (address(TIMELOCK), abi.encodeCall(TIMELOCK.grantRole, (bytes32(0), member)));
        if (kind == 12)
            return (address(TIMELOCK), abi.encodeCall(TIMELOCK.schedule, (address(AGT), 0, mint, 0, 0, 60)));
        return (address(GOVERNOR), abi.encodeCall(GOVERNOR.relay, (address(AGT), 0, mint)));
    }

    function _proposal(
        uint256 seed,
        address member
    ) private view returns (address[] memory targets, uint256[] memory values, bytes[] memory calls) {
        (address target, bytes memory call_) = _coup(seed, member);
        return _single(target, call_);
    }

    function _single(
        address target,
        bytes memory call_
    ) private pure returns (address[] memory targets, uint256[] memory values, bytes[] memory calls) {
        (targets, values, calls) = (new address[](1), new uint256[](1), new bytes[](1));
        (targets[0], calls[0]) = (target, call_);
    }

    function _wait(uint256 duration) private {
        _now += duration;
        VM.warp(_now);
    }
}
