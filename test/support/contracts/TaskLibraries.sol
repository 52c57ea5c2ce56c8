// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Ledger} from "../../../contracts/tasks/Ledger.sol";
import {Openings} from "../../../contracts/tasks/Openings.sol";
import {PayoutTree} from "../../../contracts/tasks/PayoutTree.sol";
import {Rows} from "../../../contracts/tasks/Rows.sol";
import {TaskLimits} from "../../../contracts/tasks/TaskLimits.sol";
import {PayoutLeaf, Policy, TaskSpec, TaskTerms} from "../../../contracts/types/Task.sol";

/// @title The internal libraries of tasks, callable one by one.
contract TaskLibraries {
    using Ledger for Ledger.Book;

    Ledger.Book private _book;

    function credit(address token, address account, uint256 amount) external {
        _book.credit(token, account, amount);
    }

    function debit(address token, address account, uint256 amount) external {
        _book.debit(token, account, amount);
    }

    function balanceOf(address token, address account) external view returns (uint256) {
        return _book.balances[token][account];
    }

    function payoutRoot(PayoutLeaf[] memory leaves) external pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](leaves.length);
        for (uint256 i = 0; i < leaves.length; ++i) {
            hashes[i] = PayoutTree.hashOf(leaves[i]);
        }
        return PayoutTree.root(hashes);
    }

    function rowAt(bytes calldata rows, uint256 index) external pure returns (Rows.Row memory row, bytes1 kind) {
        row = Rows.at(rows, index);
        kind = Rows.kindOf(row);
    }

    function readRows(
        bytes calldata rows,
        bytes calldata answers,
        uint256 count
    ) external pure returns (uint256 fees, bytes memory kinds) {
        (, fees, kinds) = Rows.read(rows, answers, count, answers.length / count);
    }

    function inspect(
        bytes calldata row,
        uint256 classes,
        TaskSpec calldata spec
    ) external pure returns (uint256 answered, bool valid) {
        return Openings.inspect(row, classes, spec);
    }

    function settleCalldata(TaskTerms calldata terms, TaskSpec calldata spec) external pure returns (uint256) {
        return TaskLimits.settleCalldata(terms, spec);
    }

    function resolveGas(TaskTerms calldata terms, TaskSpec calldata spec) external pure returns (uint256) {
        return TaskLimits.resolveGas(terms, spec);
    }

    function settleGas(
        TaskTerms calldata terms,
        TaskSpec calldata spec,
        Policy memory policy
    ) external view returns (uint256) {
        return TaskLimits.settleGas(terms, spec, policy);
    }
}
