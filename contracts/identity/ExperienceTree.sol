// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IExperienceTree} from "../interfaces/IExperienceTree.sol";
import {IProtocolClock} from "../interfaces/IProtocolClock.sol";
import {RootedTree} from "./RootedTree.sol";

/// @title ExperienceTree
contract ExperienceTree is IExperienceTree {
    using RootedTree for RootedTree.Tree;

    IProtocolClock private immutable CLOCK;
    address private immutable OWNER;

    RootedTree.Tree private _tree;

    constructor(IProtocolClock clock, address owner) {
        CLOCK = clock;
        OWNER = owner;
    }

    /// @inheritdoc IExperienceTree
    function insertMany(uint256[] calldata notes) external returns (uint256 firstIndex, uint256 newRoot) {
        require(msg.sender == OWNER, NoteTreeCallerUnauthorized(msg.sender));

        (firstIndex, newRoot) = _tree.insertMany(notes, CLOCK.time());
        uint256 last = notes.length - 1;
        for (uint256 i = 0; i <= last; ++i) {
            emit LeafInserted(firstIndex + i, notes[i], i == last ? newRoot : 0);
        }
    }

    /// @inheritdoc IExperienceTree
    function root() external view returns (uint256) {
        return _tree.root();
    }

    /// @inheritdoc IExperienceTree
    function size() external view returns (uint256) {
        return _tree.size();
    }

    /// @inheritdoc IExperienceTree
    function rootExpiry(uint256 candidate) external view returns (uint40) {
        return _tree.rootExpiry(candidate);
    }
}
