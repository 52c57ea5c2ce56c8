// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title Recovery of a pass by an account its holder named before, with time to object. Times are real time.
library Recovery {
    /// @param account May recover, until `nextFrom`.
    /// @param nextFrom When `nextAccount` takes over; 0 for never.
    /// @param completableFrom When a running recovery can be completed at the earliest; 0 while none runs.
    /// @param nextAccount May recover from `nextFrom` on.
    /// @param recipient Account that started the running recovery.
    /// @param identityCommitment Of the new secret.
    struct State {
        address account;
        uint40 nextFrom;
        uint40 completableFrom;
        address nextAccount;
        address recipient;
        uint256 identityCommitment;
    }

    /// @notice Only the recovery account may start a recovery.
    error RecoveryUnauthorized(uint256 passId, address caller);

    /// @notice A recovery is running.
    error RecoveryRunning(uint256 passId);

    /// @notice No recovery is running.
    error RecoveryNotRunning(uint256 passId);

    /// @notice The holder can still object until the timestamp `completableFrom`.
    error RecoveryTooEarly(uint256 passId, uint40 completableFrom);

    /// @notice The old secret's leaf is good until the protocol time `validUntil`.
    error LeafStillLive(uint256 passId, uint40 validUntil);

    /// @notice Names `account`: at once when nobody is named, otherwise after `delay` seconds.
    function setAccount(
        mapping(uint256 passId => State) storage self,
        uint256 passId,
        address account,
        uint40 delay
    ) internal returns (uint40 from) {
        address present = accountOf(self, passId);
        from = uint40(block.timestamp) + (present == address(0) ? 0 : delay);
        State storage state = self[passId];
        state.account = present;
        state.nextAccount = account;
        state.nextFrom = from;
    }

    /// @notice Starts a recovery by the caller.
    function start(
        mapping(uint256 passId => State) storage self,
        uint256 passId,
        uint256 identityCommitment,
        uint40 delay
    ) internal returns (uint40 completableFrom) {
        require(msg.sender == accountOf(self, passId), RecoveryUnauthorized(passId, msg.sender));
        State storage state = self[passId];
        require(state.completableFrom == 0, RecoveryRunning(passId));

        completableFrom = uint40(block.timestamp) + delay;
        state.completableFrom = completableFrom;
        state.recipient = msg.sender;
        state.identityCommitment = identityCommitment;
    }

    /// @notice Stops the running recovery and dismisses whoever may recover.
    function object(mapping(uint256 passId => State) storage self, uint256 passId) internal {
        require(self[passId].completableFrom != 0, RecoveryNotRunning(passId));
        delete self[passId];
    }

    /// @notice Ends the running recovery in favour of its account.
    /// @param tau Protocol time.
    /// @param validUntil Protocol time at which the last leaf of the old secret runs out.
    function complete(
        mapping(uint256 passId => State) storage self,
        uint256 passId,
        uint40 tau,
        uint40 validUntil
    ) internal returns (address recipient, uint256 identityCommitment) {
        State memory state = self[passId];
        require(state.completableFrom != 0, RecoveryNotRunning(passId));
        require(block.timestamp >= state.completableFrom, RecoveryTooEarly(passId, state.completableFrom));
        require(tau > validUntil, LeafStillLive(passId, validUntil));

        delete self[passId];
        return (state.recipient, state.identityCommitment);
    }

    /// @notice Who may start a recovery now.
    function accountOf(mapping(uint256 passId => State) storage self, uint256 passId) internal view returns (address) {
        State storage state = self[passId];
        return state.nextFrom != 0 && block.timestamp >= state.nextFrom ? state.nextAccount : state.account;
    }
}
