// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {AGTStake} from "../../../contracts/economy/AGTStake.sol";
import {ProtocolClock} from "../../../contracts/governance/ProtocolClock.sol";
import {ContributorPass} from "../../../contracts/identity/ContributorPass.sol";
import {Experience} from "../../../contracts/identity/Experience.sol";
import {PassPolicy} from "../../../contracts/identity/PassPolicy.sol";
import {IExperienceVerifier} from "../../../contracts/interfaces/IExperienceVerifier.sol";
import {ISettlement} from "../../../contracts/interfaces/ISettlement.sol";
import {AGTToken} from "../../../contracts/tokens/AGTToken.sol";
import {AIAToken} from "../../../contracts/tokens/AIAToken.sol";
import {Allocation} from "../../../contracts/types/Allocation.sol";
import {NoteProof} from "../../../contracts/types/Experience.sol";
import {InvitationTerms, LevelTerms, PassWiring, SkillTerms} from "../../../contracts/types/Pass.sol";
import {PayoutLeaf, TaskId} from "../../../contracts/types/Task.sol";
import {AnyProof} from "./AnyProof.sol";
import {VM} from "./Vm.sol";

/// @title Passes that are minted, recovered and burned, that somebody tries to move, and that take notes in.
contract PassHandler {
    /// @notice How often the actors got somewhere.
    struct Reach {
        uint256 minted;
        uint256 burned;
        uint256 recovered;
        uint256 renewed;
        uint256 levelled;
        uint256 recorded;
        uint256 gained;
    }

    uint256 private constant ACTORS = 5;
    uint256 private constant NOTES = 24;

    ContributorPass public immutable PASS;
    Experience public immutable EXPERIENCE;
    ProtocolClock public immutable CLOCK;

    /// @notice What must stay 0: passes moved or approved, notes taken in twice or without a proof.
    uint256 public moved;
    uint256 public repeatedGains;
    uint256 public unprovenGains;

    /// @notice How many different leaves were recorded.
    uint256 public notes;

    /// @notice By this handler's count.
    mapping(uint256 passId => address holder) public holderOf;
    mapping(uint256 passId => uint256 points) public pointsOf;

    Reach private _reach;
    uint256 private _now = 1_900_000_000;
    mapping(uint256 passId => address account) private _claimant;
    mapping(uint256 nullifier => bool) private _spent;

    modifier timed() {
        VM.warp(_now);
        _;
    }

    constructor() {
        VM.warp(_now);
        AccessManager authority = new AccessManager(address(this));
        AGTToken agt = new AGTToken(address(authority), block.chainid, new Allocation[](0));
        AIAToken aia = new AIAToken(address(authority), new Allocation[](0));
        AnyProof proofs = new AnyProof();
        CLOCK = new ProtocolClock(address(authority));
        PASS = new ContributorPass(
            PassWiring({
                authority: address(authority),
                clock: address(CLOCK),
                aia: address(aia),
                agt: address(agt),
                stake: address(new AGTStake(address(authority), address(agt))),
                policy: address(_policy(address(authority))),
                picture: address(0),
                treasury: address(0x7ea5)
            }),
            1e18,
            1 days
        );
        EXPERIENCE = new Experience(CLOCK, PASS, ISettlement(address(proofs)), IExperienceVerifier(address(proofs)));
        authority.grantRole(authority.ADMIN_ROLE(), address(EXPERIENCE), 0);
        CLOCK.setGuardian(address(this), uint40(_now) + 300 days);
        for (uint256 i = 0; i < ACTORS; ++i) {
            aia.mint(actor(i), 1e26);
            agt.mint(actor(i), 1e26);
            VM.prank(actor(i));
            aia.approve(address(PASS), type(uint256).max);
            VM.prank(actor(i));
            agt.approve(address(PASS), type(uint256).max);
        }
    }

    function mint(uint256 seed) external timed {
        address holder = actor(seed);
        VM.prank(holder);
        try PASS.mint(1 + ((seed >> 8) % 3)) returns (uint256 passId) {
            holderOf[passId] = holder;
            ++_reach.minted;
        } catch {}
    }

    function burn(uint256 seed) external timed {
        uint256 passId = _pick(seed);
        VM.prank(actor(seed >> 8));
        try PASS.burn(passId) {
            delete holderOf[passId];
            ++_reach.burned;
        } catch {}
    }

    /// @notice Everything by which an ERC-721 moves, by its holder or by somebody else.
    function move(uint256 seed) external timed {
        uint256 passId = _pick(seed);
        (address from, address to) = (holderOf[passId], actor(seed >> 8));
        if (from == address(0)) return;
        bytes[5] memory calls = [
            abi.encodeCall(PASS.transferFrom, (from, to, passId)),
            abi.encodeWithSignature("safeTransferFrom(address,address,uint256)", from, to, passId),
            abi.encodeWithSignature("safeTransferFrom(address,address,uint256,bytes)", from, to, passId, ""),
            abi.encodeCall(PASS.approve, (to, passId)),
            abi.encodeCall(PASS.setApprovalForAll, (to, true))
        ];
        VM.prank((seed >> 16) % 2 == 0 ? from : actor(seed >> 17));
        (bool success, ) = address(PASS).call(calls[(seed >> 24) % 5]);
        if (success) ++moved;
    }

    function setRecoveryAccount(uint256 seed) external timed {
        uint256 passId = _pick(seed);
        VM.prank((seed >> 16) % 4 > 0 ? holderOf[passId] : actor(seed >> 24));
        try PASS.setRecoveryAccount(passId, actor(seed >> 8)) {} catch {}
    }

    function startRecovery(uint256 seed) external timed {
        uint256 passId = _pick(seed);
        (address account, ) = PASS.recoveryOf(passId);
        if ((seed >> 8) % 4 == 0) account = actor(seed >> 16);
        VM.prank(account);
        try PASS.startRecovery(passId, 1 + ((seed >> 24) % 3)) {
            _claimant[passId] = account;
        } catch {}
    }

    function objectToRecovery(uint256 seed) external timed {
        uint256 passId = _pick(seed);
        VM.prank(actor(seed >> 8));
        try PASS.objectToRecovery(passId) {
            delete _claimant[passId];
        } catch {}
    }

    /// @notice A running recovery is completed, often after waiting for as long as it takes.
    function completeRecovery(uint256 seed) external timed {
        uint256 passId = _pick(seed);
        if (seed >> 255 == 0 && _claimant[passId] != address(0)) {
            _now += 4 days;
            VM.warp(_now);
        }
        try PASS.completeRecovery(passId) {
            holderOf[passId] = _claimant[passId];
            delete _claimant[passId];
            ++_reach.recovered;
        } catch {}
    }

    function changeIdentity(uint256 seed) external timed {
        uint256 passId = _pick(seed);
        VM.prank(actor(seed >> 8));
        try PASS.changeIdentity(passId, 1 + ((seed >> 16) % 3)) {} catch {}
    }

    function renew(uint256 seed) external timed {
        try PASS.renew(_pick(seed)) {
            ++_reach.renewed;
        } catch {}
    }

    function levelUp(uint256 seed) external timed {
        uint256 passId = _pick(seed);
        VM.prank(holderOf[passId]);
        try PASS.levelUp(passId) {
            ++_reach.levelled;
        } catch {}
    }

    /// @notice A few leaves, some of them again, some of them without experience, some of them forged.
    function record(uint256 seed) external timed {
        PayoutLeaf[] memory leaves = new PayoutLeaf[](3);
        bytes32[][] memory paths = new bytes32[][](3);
        uint256 fresh = 0;
        for (uint256 i = 0; i < 3; ++i) {
            leaves[i].taskId = TaskId.wrap(1 + ((seed >> (8 * i)) % 4));
            leaves[i].index = (seed >> (8 * i + 4)) % 16;
            leaves[i].nullifier = 1 + i;
            leaves[i].experience = uint16((seed >> (8 * i + 32)) % 3);
            if (leaves[i].experience == 0 || EXPERIENCE.isRecorded(leaves[i].taskId, leaves[i].index)) continue;
            ++fresh;
            for (uint256 j = 0; j < i; ++j) {
                bool same =
                    TaskId.unwrap(leaves[j].taskId) == TaskId.unwrap(leaves[i].taskId) &&
                        leaves[j].index == leaves[i].index &&
                        leaves[j].experience > 0;
                if (same) {
                    --fresh;
                    break;
                }
            }
        }
        if ((seed >> 128) % 8 == 0) paths[1] = new bytes32[](1);
        try EXPERIENCE.record(address(0), leaves, paths) {
            notes += fresh;
            _reach.recorded += fresh;
        } catch {}
    }

    function gain(uint256 seed) external timed {
        uint256 passId = _pick(seed);
        NoteProof memory note;
        note.root = EXPERIENCE.TREE().root();
        note.spendNullifier = (seed >> 8) % NOTES;
        note.amount = uint16((seed >> 16) % 100);
        note.field = uint8((seed >> 32) % 3);
        bool unproven = (seed >> 40) % 8 == 0;
        if (unproven) note.points[0] = 1;
        try EXPERIENCE.gain(passId, note) {
            if (_spent[note.spendNullifier]) ++repeatedGains;
            if (unproven) ++unprovenGains;
            _spent[note.spendNullifier] = true;
            pointsOf[passId] += note.amount;
            ++_reach.gained;
        } catch {}
    }

    function pass(uint256 seed) external timed {
        _now += 1 + (seed % 12 hours);
    }

    function pause(uint256 seed) external timed {
        if (seed % 4 == 0) try CLOCK.pause() {} catch {}
        else try CLOCK.unpause() {} catch {}
    }

    /// @notice How often the actors got somewhere.
    function reach() external view returns (Reach memory) {
        return _reach;
    }

    /// @notice How many passes were minted.
    function minted() external view returns (uint256) {
        return _reach.minted;
    }

    /// @notice Actor number `i`.
    function actor(uint256 i) public pure returns (address) {
        return address(uint160(0xac7000 + (i % ACTORS)));
    }

    function _pick(uint256 seed) private view returns (uint256) {
        return _reach.minted == 0 ? 0 : 1 + (seed % _reach.minted);
    }

    /// @dev Each level takes ten points more.
    function _policy(address authority) private returns (PassPolicy) {
        LevelTerms[] memory levels = new LevelTerms[](9);
        for (uint256 i = 0; i < levels.length; ++i) {
            levels[i] = LevelTerms(uint64(10 * (i + 1)), 1e18, i < 4 ? 0 : 1e18);
        }
        return new PassPolicy(authority, levels, new SkillTerms[](0), InvitationTerms(1e18, 30 days), 3 days);
    }
}
