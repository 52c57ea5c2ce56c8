// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {AGTStake} from "../../../contracts/economy/AGTStake.sol";
import {ReviewerStake} from "../../../contracts/economy/ReviewerStake.sol";
import {ProtocolClock} from "../../../contracts/governance/ProtocolClock.sol";
import {IEligibilityBatchVerifier} from "../../../contracts/interfaces/IEligibilityBatchVerifier.sol";
import {IEligibilityTree} from "../../../contracts/interfaces/IEligibilityTree.sol";
import {IEligibilityVerifier} from "../../../contracts/interfaces/IEligibilityVerifier.sol";
import {Reviews} from "../../../contracts/tasks/Reviews.sol";
import {Settlement} from "../../../contracts/tasks/Settlement.sol";
import {TaskPolicies} from "../../../contracts/tasks/TaskPolicies.sol";
import {TaskRegistry} from "../../../contracts/tasks/TaskRegistry.sol";
import {AGTToken} from "../../../contracts/tokens/AGTToken.sol";
import {AIAToken} from "../../../contracts/tokens/AIAToken.sol";
import {Allocation} from "../../../contracts/types/Allocation.sol";
import {ReviewerStakeTerms} from "../../../contracts/types/Review.sol";
import {Policy} from "../../../contracts/types/Task.sol";
import {TrickToken} from "../../support/contracts/TrickToken.sol";
import {AnyProof} from "./AnyProof.sol";
import {AnyScorer} from "../../support/contracts/AnyScorer.sol";
import {VM} from "./Vm.sol";

/// @title The real task contracts, two reward tokens, one of them hostile, and four actors.
abstract contract TaskWorld {
    uint256 internal constant ACTORS = 4;
    uint96 internal constant STAKE_PER_TASK = 1e18;

    /// @dev What every actor has in the registry from the start, in units of each token: enough for some bonds.
    uint256 private constant PREPAID = 1e21;
    address internal constant TREASURY = address(0x7ea5);

    TaskRegistry public immutable REGISTRY;
    Settlement public immutable SETTLEMENT;
    AGTStake public immutable STAKE;
    Reviews public immutable REVIEWS;
    ReviewerStake public immutable REVIEWER_STAKE;
    ProtocolClock public immutable CLOCK;
    AGTToken public immutable AGT;
    AIAToken public immutable AIA;
    TrickToken public immutable TRICK;
    AnyScorer public immutable SCORER;

    /// @dev Set again before every step: what a cheat code did to the clock need not outlive a call.
    uint256 internal _now = 1_900_000_000;

    modifier timed() {
        VM.warp(_now);
        _;
    }

    constructor() {
        VM.warp(_now);
        AccessManager authority = new AccessManager(address(this));
        AGT = new AGTToken(address(authority), block.chainid, new Allocation[](0));
        TaskPolicies policies = new TaskPolicies(address(authority));
        AnyProof proofs = new AnyProof();
        AIA = new AIAToken(address(authority), new Allocation[](0));
        TRICK = new TrickToken();
        SCORER = new AnyScorer();
        STAKE = new AGTStake(address(authority), address(AGT));
        CLOCK = new ProtocolClock(address(authority));
        REGISTRY = new TaskRegistry(
            CLOCK,
            policies,
            IEligibilityTree(address(proofs)),
            IEligibilityVerifier(address(proofs)),
            IEligibilityBatchVerifier(address(proofs)),
            STAKE,
            ReviewerStakeTerms(address(authority), address(AGT), 1 days)
        );
        SETTLEMENT = REGISTRY.SETTLEMENT();
        REVIEWS = REGISTRY.REVIEWS();
        REVIEWER_STAKE = ReviewerStake(address(REVIEWS.STAKE()));
        authority.grantRole(authority.ADMIN_ROLE(), address(REGISTRY), 0);
        CLOCK.setGuardian(address(this), uint40(_now) + 300 days);
        policies.setPolicy(address(AIA), _policy());
        policies.setPolicy(address(TRICK), _policy());
        for (uint256 i = 0; i < ACTORS; ++i) {
            AGT.mint(actor(i), 100e18);
            AIA.mint(actor(i), 1e26);
            TRICK.transfer(actor(i), 1e26);
            _approve(AGT, i, address(STAKE));
            _approve(AGT, i, address(REVIEWER_STAKE));
            VM.prank(actor(i));
            REVIEWER_STAKE.stake(3e18);
            VM.prank(actor(i));
            STAKE.stake(2e18);
            _approve(AIA, i, address(REGISTRY));
            _approve(TRICK, i, address(REGISTRY));
            VM.prank(actor(i));
            STAKE.stake(20e18);
            VM.prank(actor(i));
            REGISTRY.deposit(address(AIA), actor(i), PREPAID);
            VM.prank(actor(i));
            REGISTRY.deposit(address(TRICK), actor(i), PREPAID);
        }
        ++_now;
    }

    /// @notice Actor number `i`: each requests, contributes, relays, settles and claims.
    function actor(uint256 i) public pure returns (address) {
        return address(uint160(0xac7000 + (i % ACTORS)));
    }

    /// @notice Everybody who can have a balance in the registry.
    function holder(uint256 i) public view returns (address) {
        if (i < ACTORS) return actor(i);
        return i == ACTORS ? TREASURY : address(TRICK);
    }

    /// @notice How many they are.
    function holders() public pure returns (uint256) {
        return ACTORS + 2;
    }

    function _policy() internal view returns (Policy memory policy) {
        policy.treasury = TREASURY;
        (policy.feeBps, policy.settlerFeeBps, policy.depositBps) = (500, 300, 1_000);
        (policy.categoricalScorer, policy.numericScorer) = (address(SCORER), address(SCORER));
        (policy.minCommitDuration, policy.openDuration, policy.minRevealDuration) = (60, 60, 60);
        (policy.requesterStake, policy.experienceUnit) = (STAKE_PER_TASK, 1e15);
        policy.reviewerStake = 1;
    }

    function _approve(IERC20 token, uint256 i, address spender) private {
        VM.prank(actor(i));
        token.approve(spender, type(uint256).max);
    }
}
