// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title The protocol's time, which stands still during a pause.
/// @notice τ = `block.timestamp` − all seconds ever paused. Deadlines of tasks and lifetimes of roots and leaves run in
/// τ, so that a pause extends each of them by its length.
/// @dev Warning: the guardian can stop publishing, committing and levelling for at most 7 days at a time and 14 days in
/// any 90. It can neither move funds nor stop reveals, settlements, claims and withdrawals. Its power ends by itself.
interface IProtocolClock {
    /// @notice A pause began; it ends by itself at `until`.
    event Paused(address indexed guardian, uint40 until);

    /// @notice The pause ended early.
    event Unpaused(address indexed guardian);

    /// @notice `guardian` may pause until the timestamp `until`.
    event GuardianSet(address indexed guardian, uint40 until);

    /// @notice The caller is not the guardian, or its term is over.
    error GuardianUnauthorized(address caller);

    /// @notice A pause is running already.
    error PauseRunning(uint40 until);

    /// @notice No pause is running.
    error PauseNotRunning();

    /// @notice The last 90 days have used up the 14 days of pause.
    error PauseBudgetSpent();

    /// @notice A guardian's term is at most a year.
    error GuardianTermTooLong(uint40 until, uint40 latest);

    /// @notice The protocol's time τ in seconds.
    function time() external view returns (uint40);

    /// @notice Whether a pause is running.
    function isPaused() external view returns (bool);

    /// @notice Protocol time and whether a pause is running, in one call.
    function read() external view returns (uint40 tau, bool paused);

    /// @notice Who may pause, and until when (timestamp).
    function guardian() external view returns (address account, uint40 until);

    /// @notice Starts a pause of 7 days, or of what is left of 14 days in 90.
    /// @dev Errors: `GuardianUnauthorized`, `PauseRunning`, `PauseBudgetSpent`.
    function pause() external;

    /// @notice Ends the running pause.
    /// @dev Errors: `GuardianUnauthorized`, `PauseNotRunning`.
    function unpause() external;

    /// @notice Appoints the guardian until the timestamp `until`, at most a year ahead. Governance only.
    /// @dev Errors: `GuardianTermTooLong`.
    function setGuardian(address account, uint40 until) external;
}
