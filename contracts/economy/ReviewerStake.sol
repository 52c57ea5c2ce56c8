// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IReviewerStake} from "../interfaces/IReviewerStake.sol";
import {StakeVault} from "./StakeVault.sol";

/// @title ReviewerStake
/// @dev `locked` never exceeds `active` and `leaving` together: a review locks active stake, withdrawing leaves what is
/// locked, and slashing takes no more than it unlocks.
contract ReviewerStake is IReviewerStake, AccessManaged {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    struct Account {
        // slot 0: all that a review has to read
        uint96 active;
        uint96 locked;
        uint40 since;
        // slot 1
        StakeVault vault;
        uint96 leaving;
        // slot 2
        uint40 leavesAt;
    }

    uint32 public constant MIN_COOLDOWN = 1 days;
    uint32 public constant MAX_COOLDOWN = 30 days;

    IERC20 public immutable AGT;

    /// @notice The contract that locks and slashes.
    address public immutable REVIEWS;
    address private immutable VAULT;

    /// @inheritdoc IReviewerStake
    uint32 public cooldown;

    mapping(address reviewer => Account account) private _accounts;

    modifier onlyReviews() {
        require(msg.sender == REVIEWS, StakeCallerUnauthorized(msg.sender));
        _;
    }

    /// @dev Created by the reviews contract.
    constructor(address authority, address agt, uint32 initialCooldown) AccessManaged(authority) {
        AGT = IERC20(agt);
        REVIEWS = msg.sender;
        VAULT = address(new StakeVault(agt));
        _setCooldown(initialCooldown);
    }

    /// @inheritdoc IReviewerStake
    function stake(uint256 amount) external {
        Account storage account = _accounts[msg.sender];
        account.active += amount.toUint96();
        account.since = uint40(block.timestamp);
        bool first = address(account.vault) == address(0);
        if (first) account.vault = StakeVault(Clones.clone(VAULT));
        emit ReviewerStaked(msg.sender, amount);

        if (first) account.vault.delegate(msg.sender);
        AGT.safeTransferFrom(msg.sender, address(account.vault), amount);
    }

    /// @inheritdoc IReviewerStake
    function requestUnstake(uint256 amount) external {
        Account storage account = _accounts[msg.sender];
        require(amount <= account.active, ReviewerStakeInsufficient(msg.sender, account.active, amount));

        account.active -= uint96(amount);
        account.leaving += uint96(amount);
        account.leavesAt = uint40(block.timestamp) + cooldown;
        emit ReviewerUnstakeRequested(msg.sender, amount, account.leavesAt);
    }

    /// @inheritdoc IReviewerStake
    function withdraw(uint256 amount) external {
        Account storage account = _accounts[msg.sender];
        require(block.timestamp >= account.leavesAt, ReviewerStakeCooling(msg.sender, account.leavesAt));
        (uint256 active, uint256 leaving, uint256 locked) = (account.active, account.leaving, account.locked);
        uint256 held = locked > active ? locked - active : 0;
        require(amount <= leaving - held, ReviewerStakeInsufficient(msg.sender, leaving - held, amount));

        account.leaving -= uint96(amount);
        emit ReviewerStakeWithdrawn(msg.sender, amount);

        account.vault.release(msg.sender, amount);
    }

    /// @inheritdoc IReviewerStake
    function delegate(address delegatee) external {
        StakeVault vault = _accounts[msg.sender].vault;
        require(address(vault) != address(0), ReviewerStakeInsufficient(msg.sender, 0, 1));

        vault.delegate(delegatee);
    }

    /// @inheritdoc IReviewerStake
    function lock(address reviewer, uint256 amount, uint40 before) external onlyReviews {
        Account storage account = _accounts[reviewer];
        (uint256 active, uint256 locked, uint40 since) = (account.active, account.locked, account.since);
        uint256 free = active > locked ? active - locked : 0;
        require(amount <= free, ReviewerStakeInsufficient(reviewer, free, amount));
        require(since < before, ReviewerStakeTooYoung(reviewer, since, before));

        account.locked = uint96(locked + amount);
        emit ReviewerStakeLocked(reviewer, amount);
    }

    /// @inheritdoc IReviewerStake
    function release(address reviewer, uint256 amount, uint256 slashed, address treasury) external onlyReviews {
        Account storage account = _accounts[reviewer];
        account.locked -= amount.toUint96();
        emit ReviewerStakeReleased(reviewer, amount, slashed, treasury);
        if (slashed == 0) return;

        uint96 first = slashed < account.active ? uint96(slashed) : account.active;
        account.active -= first;
        account.leaving -= slashed.toUint96() - first;
        account.vault.release(treasury, slashed);
    }

    /// @inheritdoc IReviewerStake
    function setCooldown(uint32 newCooldown) external restricted {
        _setCooldown(newCooldown);
    }

    /// @inheritdoc IReviewerStake
    function stakeOf(
        address reviewer
    ) external view returns (uint256 active, uint256 leaving, uint256 locked, uint40 since, uint40 leavesAt) {
        Account storage account = _accounts[reviewer];
        return (account.active, account.leaving, account.locked, account.since, account.leavesAt);
    }

    /// @inheritdoc IReviewerStake
    function vaultOf(address reviewer) external view returns (address) {
        return address(_accounts[reviewer].vault);
    }

    function _setCooldown(uint32 newCooldown) private {
        require(newCooldown >= MIN_COOLDOWN && newCooldown <= MAX_COOLDOWN, CooldownOutOfBounds(newCooldown));
        cooldown = newCooldown;
        emit CooldownSet(newCooldown);
    }
}
