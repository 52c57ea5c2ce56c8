// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {InternalLeanIMT, LeanIMTData} from "@zk-kit/lean-imt.sol/InternalLeanIMT.sol";
import {IEligibilityTree} from "../interfaces/IEligibilityTree.sol";
import {IProtocolClock} from "../interfaces/IProtocolClock.sol";

/// @title EligibilityTree
contract EligibilityTree is IEligibilityTree {
    using InternalLeanIMT for LeanIMTData;

    /// @notice Depth that the circuit proves.
    uint256 public constant MAX_DEPTH = 24;

    /// @notice Seconds of protocol time for which a superseded root stays good.
    uint40 public constant ROOT_LIFETIME = 7 days;

    IProtocolClock private immutable CLOCK;
    address private immutable OWNER;

    LeanIMTData private _tree;
    mapping(uint256 root => uint40 time) private _supersededAt;

    constructor(address clock, address owner) {
        CLOCK = IProtocolClock(clock);
        OWNER = owner;
    }

    /// @inheritdoc IEligibilityTree
    function insert(uint256 leaf) external returns (uint256 newRoot) {
        require(msg.sender == OWNER, TreeCallerUnauthorized(msg.sender));
        uint256 index = _tree.size;
        require(index < 1 << MAX_DEPTH, TreeFull(index));

        if (index > 0) _supersededAt[_tree._root()] = CLOCK.time();
        newRoot = _tree._insert(leaf);
        emit LeafInserted(index, leaf, newRoot);
    }

    /// @inheritdoc IEligibilityTree
    function root() external view returns (uint256) {
        return _tree._root();
    }

    /// @inheritdoc IEligibilityTree
    function size() external view returns (uint256) {
        return _tree.size;
    }

    /// @inheritdoc IEligibilityTree
    function rootExpiry(uint256 candidate) external view returns (uint40) {
        if (candidate == 0) return 0;
        uint40 supersededAt = _supersededAt[candidate];
        if (supersededAt != 0) return supersededAt + ROOT_LIFETIME;
        return candidate == _tree._root() ? type(uint40).max : 0;
    }
}
