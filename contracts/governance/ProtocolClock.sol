// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IProtocolClock} from "../interfaces/IProtocolClock.sol";

/// @title ProtocolClock
contract ProtocolClock is IProtocolClock, AccessManaged {
    uint40 public constant MAX_PAUSE = 7 days;
    uint40 public constant PAUSE_BUDGET = 14 days;
    uint40 public constant BUDGET_WINDOW = 90 days;
    uint40 public constant MAX_TERM = 365 days;

    struct Span {
        uint40 start;
        uint40 end;
    }

    /// @dev One slot, so that reading the time is one load: the latest pause, and seconds of all pauses before it.
    struct Pauses {
        uint40 start;
        uint40 end;
        uint64 before;
    }

    Pauses private _pauses;

    address private _guardian;
    uint40 private _guardianUntil;

    /// @dev All pauses but the latest, in order.
    Span[] private _history;

    modifier onlyGuardian() {
        require(msg.sender == _guardian && block.timestamp <= _guardianUntil, GuardianUnauthorized(msg.sender));
        _;
    }

    constructor(address authority) AccessManaged(authority) {}

    /// @inheritdoc IProtocolClock
    function pause() external onlyGuardian {
        uint40 start = uint40(block.timestamp);
        Pauses memory pauses = _pauses;
        require(start >= pauses.end, PauseRunning(pauses.end));
        uint40 spent = _pausedSince(start > BUDGET_WINDOW ? start - BUDGET_WINDOW : 0);
        require(spent < PAUSE_BUDGET, PauseBudgetSpent());
        uint40 left = PAUSE_BUDGET - spent;
        uint40 until = start + (left < MAX_PAUSE ? left : MAX_PAUSE);

        if (pauses.end != 0) _history.push(Span(pauses.start, pauses.end));
        _pauses = Pauses(start, until, pauses.before + pauses.end - pauses.start);
        emit Paused(msg.sender, until);
    }

    /// @inheritdoc IProtocolClock
    function unpause() external onlyGuardian {
        require(isPaused(), PauseNotRunning());

        _pauses.end = uint40(block.timestamp);
        emit Unpaused(msg.sender);
    }

    /// @inheritdoc IProtocolClock
    function setGuardian(address account, uint40 until) external restricted {
        uint40 latest = uint40(block.timestamp) + MAX_TERM;
        require(until <= latest, GuardianTermTooLong(until, latest));

        _guardian = account;
        _guardianUntil = until;
        emit GuardianSet(account, until);
    }

    /// @inheritdoc IProtocolClock
    function time() external view returns (uint40 tau) {
        (tau, ) = read();
    }

    /// @inheritdoc IProtocolClock
    function guardian() external view returns (address account, uint40 until) {
        return (_guardian, _guardianUntil);
    }

    /// @inheritdoc IProtocolClock
    function read() public view returns (uint40 tau, bool paused) {
        Pauses memory pauses = _pauses;
        paused = block.timestamp < pauses.end;
        uint256 running = paused ? block.timestamp : pauses.end;
        tau = uint40(block.timestamp - pauses.before - (running - pauses.start));
    }

    /// @inheritdoc IProtocolClock
    function isPaused() public view returns (bool) {
        return block.timestamp < _pauses.end;
    }

    /// @dev Seconds paused after `since`. Only the guardian pays for the loop, and only for pauses inside the window.
    function _pausedSince(uint40 since) private view returns (uint40 spent) {
        spent = _overlap(Span(_pauses.start, _pauses.end), since);
        for (uint256 i = _history.length; i > 0 && _history[i - 1].end > since; --i) {
            spent += _overlap(_history[i - 1], since);
        }
    }

    function _overlap(Span memory span, uint40 since) private pure returns (uint40) {
        if (span.end <= since) return 0;
        return span.end - (span.start > since ? span.start : since);
    }
}
