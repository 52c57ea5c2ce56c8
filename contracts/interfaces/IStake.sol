// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title Staked AGT.
/// @notice Stake keeps its votes: each staker's tokens lie in a vault of their own that delegates as the staker says.
/// @dev Warning: the locking role, meant for the task registry alone, can hold stake back.
interface IStake {
    /// @notice `account` staked `amount` units.
    event Staked(address indexed account, uint256 amount);

    /// @notice `account` took `amount` units back.
    event Unstaked(address indexed account, uint256 amount);

    /// @notice `amount` units of `account` were locked.
    event StakeLocked(address indexed account, uint256 amount);

    /// @notice `amount` units of `account` were freed.
    event StakeUnlocked(address indexed account, uint256 amount);

    /// @notice `account` has `free` unlocked units staked, `amount` are needed.
    error StakeInsufficient(address account, uint256 free, uint256 amount);

    /// @notice `caller` never locked anybody's stake.
    error StakeLockerUnknown(address caller);

    /// @notice Stakes `amount` units of the caller's AGT (needs allowance). The first stake delegates to the caller.
    function stake(uint256 amount) external;

    /// @notice Takes `amount` unlocked units back.
    /// @dev Errors: `StakeInsufficient`.
    function unstake(uint256 amount) external;

    /// @notice Delegates the votes of the caller's stake.
    function delegate(address delegatee) external;

    /// @notice Locks `amount` units of the stake of `account`. Locking role only.
    /// @dev Errors: `StakeInsufficient`.
    function lock(address account, uint256 amount) external;

    /// @notice Frees `amount` units of the stake of `account`. Anyone who has locked stake before, with the role or
    /// without it by now: nothing that governance does later can keep a task from being settled.
    /// @dev Errors: `StakeLockerUnknown`.
    function unlock(address account, uint256 amount) external;

    /// @notice Staked and locked units of `account`.
    function stakeOf(address account) external view returns (uint128 staked, uint128 locked);

    /// @notice Where the stake of `account` lies.
    function vaultOf(address account) external view returns (address);
}
