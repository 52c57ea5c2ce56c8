// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IEligibilityTree} from "../interfaces/IEligibilityTree.sol";
import {IProtocolClock} from "../interfaces/IProtocolClock.sol";
import {RootedTree} from "./RootedTree.sol";

/// @title EligibilityTree
contract EligibilityTree is IEligibilityTree {
    using RootedTree for RootedTree.Tree;

    /// @notice Depth that the circuit proves.
    uint256 public constant MAX_DEPTH = RootedTree.MAX_DEPTH;

    /// @notice Seconds of protocol time for which a superseded root stays good.
    uint40 public constant ROOT_LIFETIME = RootedTree.ROOT_LIFETIME;

    IProtocolClock private immutable CLOCK;
    address private immutable OWNER;

    RootedTree.Tree private _tree;

    constructor(address clock, address owner) {
        CLOCK = IProtocolClock(clock);
        OWNER = owner;
    }

    /// @inheritdoc IEligibilityTree
    function insert(uint256 leaf) external returns (uint256 newRoot) {
        require(msg.sender == OWNER, TreeCallerUnauthorized(msg.sender));

        uint256 index;
        (index, newRoot) = _tree.insert(leaf, CLOCK.time());
        emit LeafInserted(index, leaf, newRoot);
    }

    /// @inheritdoc IEligibilityTree
    function root() external view returns (uint256) {
        return _tree.root();
    }

    /// @inheritdoc IEligibilityTree
    function size() external view returns (uint256) {
        return _tree.size();
    }

    /// @inheritdoc IEligibilityTree
    function rootExpiry(uint256 candidate) external view returns (uint40) {
        return _tree.rootExpiry(candidate);
    }
}
