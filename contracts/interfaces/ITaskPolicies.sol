// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Policy, TaskSpec, TaskTerms} from "../types/Task.sol";

/// @title Governed parameters of tasks, one policy per reward token.
/// @notice Append-only: a task keeps the policy under which it was published, whatever governance decides later.
/// @dev Warning: a policy names the scorer that decides the pay of new tasks, and the treasury.
interface ITaskPolicies {
    /// @notice New tasks paid in `token` follow `policy` with the number `id`.
    event PolicySet(address indexed token, uint16 indexed id, Policy policy);

    /// @notice No new tasks are paid in `token`.
    event PolicyRemoved(address indexed token);

    /// @notice `requester` may publish tasks in `fields`, one bit each.
    event FieldsApproved(address indexed requester, uint64 fields);

    /// @notice Governance has set no policy for `token`.
    error TokenNotAllowed(address token);

    /// @notice `parameter` of a policy is out of its bounds.
    error PolicyOutOfBounds(bytes32 parameter, uint256 value);

    /// @notice Sets the policy of new tasks paid in `token`, which must be a plain ERC-20: no fee on transfer, no
    /// rebasing. Governance only.
    /// @dev Errors: `PolicyOutOfBounds`.
    function setPolicy(address token, Policy calldata policy) external returns (uint16 id);

    /// @notice Ends the publication of tasks paid in `token`; running ones go on. Governance only.
    function removePolicy(address token) external;

    /// @notice Approves `requester` for `fields`, one bit each, and for no others: work on new tasks of its gives
    /// experience in them, and with that skills. Curators only.
    /// @dev Warning: whom a curator approves can hand out the skills of these fields for a fee.
    function approveFields(address requester, uint64 fields) external;

    /// @notice Fields in which `requester` may publish, one bit each. Everybody may publish general work, field 0.
    function fieldsOf(address requester) external view returns (uint64);

    /// @notice The policy under which `requester` may publish a task at protocol time `tau`.
    /// @dev Errors: `TokenNotAllowed`, `TermsOutOfBounds`, `TaskCalldataTooLarge`, `TaskGasTooLarge`, `FieldNotApproved`.
    function admit(
        address requester,
        TaskTerms calldata terms,
        TaskSpec calldata spec,
        uint40 tau
    ) external view returns (uint16 id, Policy memory policy);

    /// @notice The policy of new tasks paid in `token`.
    /// @dev Errors: `TokenNotAllowed`.
    function current(address token) external view returns (uint16 id, Policy memory policy);

    /// @notice Policy number `id`.
    function policyAt(uint16 id) external view returns (Policy memory);
}
