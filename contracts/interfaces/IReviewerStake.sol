// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title AGT that reviewers stake.
/// @notice Stake keeps its votes, cannot be transferred, and leaves in two steps: what is asked back backs no new review
/// and is paid out after a cooldown, as far as no review still holds it. Slashing reaches it until then.
/// @dev Warning: governance sets the cooldown of later requests, nothing else. Only the reviews contract that this one was
/// made for locks and slashes, by rules that nobody can change.
interface IReviewerStake {
    /// @notice `account` staked `amount` units.
    event ReviewerStaked(address indexed account, uint256 amount);

    /// @notice `account` asked `amount` units back, which leave from the timestamp `leavesAt` on.
    event ReviewerUnstakeRequested(address indexed account, uint256 amount, uint40 leavesAt);

    /// @notice `account` took `amount` units back.
    event ReviewerStakeWithdrawn(address indexed account, uint256 amount);

    /// @notice A review of `account` holds `amount` units.
    event ReviewerStakeLocked(address indexed account, uint256 amount);

    /// @notice A review of `account` ended: of the `amount` units that it held, `slashed` went to `treasury`.
    event ReviewerStakeReleased(address indexed account, uint256 amount, uint256 slashed, address treasury);

    /// @notice Stake asked back from now on leaves after `cooldown` seconds.
    event CooldownSet(uint32 cooldown);

    /// @notice `account` has `free` units for this, `amount` are needed.
    error ReviewerStakeInsufficient(address account, uint256 free, uint256 amount);

    /// @notice What `account` asked back leaves from `leavesAt` on.
    error ReviewerStakeCooling(address account, uint40 leavesAt);

    /// @notice The stake of `account` dates from `since`; it had to be there before `before`.
    error ReviewerStakeTooYoung(address account, uint40 since, uint40 before);

    /// @notice Only the reviews contract may do this.
    error StakeCallerUnauthorized(address caller);

    /// @notice The cooldown is 1 to 30 days.
    error CooldownOutOfBounds(uint32 cooldown);

    /// @notice Stakes `amount` units of the caller's AGT (needs allowance). The first stake delegates to the caller.
    /// @dev All of the caller's stake counts as new: it backs reviews of tasks that are published later.
    function stake(uint256 amount) external;

    /// @notice Asks `amount` units back. The cooldown begins again for all that the caller has asked back.
    /// @dev Errors: `ReviewerStakeInsufficient`.
    function requestUnstake(uint256 amount) external;

    /// @notice Takes `amount` units back that were asked for, after the cooldown.
    /// @dev Errors: `ReviewerStakeCooling`, `ReviewerStakeInsufficient` while reviews hold it.
    function withdraw(uint256 amount) external;

    /// @notice Delegates the votes of the caller's stake.
    /// @dev Errors: `ReviewerStakeInsufficient`.
    function delegate(address delegatee) external;

    /// @notice Lets a review hold `amount` units of `account`, staked before the timestamp `before`. Reviews only.
    /// @dev Errors: `StakeCallerUnauthorized`, `ReviewerStakeTooYoung`, `ReviewerStakeInsufficient`.
    function lock(address account, uint256 amount, uint40 before) external;

    /// @notice Frees `amount` units that a review held, but for `slashed` of them, which go to `treasury`. Reviews only.
    /// @dev Errors: `StakeCallerUnauthorized`.
    function release(address account, uint256 amount, uint256 slashed, address treasury) external;

    /// @notice Sets the cooldown of stake asked back from now on, in seconds. Governance only.
    /// @dev Errors: `CooldownOutOfBounds`.
    function setCooldown(uint32 newCooldown) external;

    /// @notice Seconds from asking back to taking back.
    function cooldown() external view returns (uint32);

    /// @notice Stake of `account` in units: `active` backs reviews, `leaving` was asked back and leaves from `leavesAt` on,
    /// and of both together reviews hold `locked`. `since` is the timestamp of its latest staking.
    function stakeOf(
        address account
    ) external view returns (uint256 active, uint256 leaving, uint256 locked, uint40 since, uint40 leavesAt);

    /// @notice Where the stake of `account` lies.
    function vaultOf(address account) external view returns (address);
}
