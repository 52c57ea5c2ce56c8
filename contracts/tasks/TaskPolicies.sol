// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ITaskPolicies} from "../interfaces/ITaskPolicies.sol";
import {ITaskRegistry} from "../interfaces/ITaskRegistry.sol";
import {Policy, TaskSpec, TaskTerms} from "../types/Task.sol";
import {TaskLimits} from "./TaskLimits.sol";

/// @title TaskPolicies
contract TaskPolicies is ITaskPolicies, AccessManaged {
    uint16 public constant MAX_FEE_BPS = 1_000;
    uint16 public constant MAX_SETTLER_FEE_BPS = 1_000;
    uint16 public constant MIN_DEPOSIT_BPS = 1_000;
    uint16 public constant MAX_DEPOSIT_BPS = 5_000;
    uint32 public constant MIN_PHASE = 1 minutes;
    uint32 public constant MAX_PHASE = 30 days;
    uint32 public constant MAX_REVIEWER_STAKE = 1_000_000;

    /// @dev Number 0 stands for "none".
    uint16 private _lastId;
    mapping(uint16 id => Policy policy) private _policies;
    mapping(address token => uint16 id) private _currentId;

    /// @inheritdoc ITaskPolicies
    mapping(address requester => uint64 fields) public fieldsOf;

    constructor(address authority) AccessManaged(authority) {}

    /// @inheritdoc ITaskPolicies
    function setPolicy(address token, Policy calldata policy) external restricted returns (uint16 id) {
        _requireWithin("token", uint160(token), 1, type(uint160).max);
        _requireWithin("treasury", uint160(policy.treasury), 1, type(uint160).max);
        _requireWithin("categoricalScorer", policy.categoricalScorer.code.length, 1, type(uint256).max);
        _requireWithin("numericScorer", policy.numericScorer.code.length, 1, type(uint256).max);
        _requireWithin("feeBps", policy.feeBps, 0, MAX_FEE_BPS);
        _requireWithin("settlerFeeBps", policy.settlerFeeBps, 0, MAX_SETTLER_FEE_BPS);
        _requireWithin("depositBps", policy.depositBps, MIN_DEPOSIT_BPS, MAX_DEPOSIT_BPS);
        _requireWithin("minCommitDuration", policy.minCommitDuration, MIN_PHASE, MAX_PHASE);
        _requireWithin("openDuration", policy.openDuration, MIN_PHASE, MAX_PHASE);
        _requireWithin("minRevealDuration", policy.minRevealDuration, MIN_PHASE, MAX_PHASE);
        _requireWithin("reviewerStake", policy.reviewerStake, 0, MAX_REVIEWER_STAKE);

        id = ++_lastId;
        _policies[id] = policy;
        _currentId[token] = id;
        emit PolicySet(token, id, policy);
    }

    /// @inheritdoc ITaskPolicies
    function removePolicy(address token) external restricted {
        require(_currentId[token] != 0, TokenNotAllowed(token));

        delete _currentId[token];
        emit PolicyRemoved(token);
    }

    /// @inheritdoc ITaskPolicies
    function approveFields(address requester, uint64 fields) external restricted {
        fieldsOf[requester] = fields;
        emit FieldsApproved(requester, fields);
    }

    /// @inheritdoc ITaskPolicies
    function admit(
        address requester,
        TaskTerms calldata terms,
        TaskSpec calldata spec,
        uint40 tau
    ) external view returns (uint16 id, Policy memory policy) {
        (id, policy) = current(terms.token);
        TaskLimits.check(terms, spec, policy, tau);
        require(
            terms.field == 0 || (fieldsOf[requester] >> terms.field) & 1 == 1,
            ITaskRegistry.FieldNotApproved(requester, terms.field)
        );
    }

    /// @inheritdoc ITaskPolicies
    function current(address token) public view returns (uint16 id, Policy memory policy) {
        id = _currentId[token];
        require(id != 0, TokenNotAllowed(token));
        policy = _policies[id];
    }

    /// @inheritdoc ITaskPolicies
    function policyAt(uint16 id) external view returns (Policy memory) {
        return _policies[id];
    }

    function _requireWithin(bytes32 parameter, uint256 value, uint256 least, uint256 most) private pure {
        require(value >= least && value <= most, PolicyOutOfBounds(parameter, value));
    }
}
