// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title How often reviewers are contradicted by opened gold, or by other reviewers who agree with each other.
/// @notice Two answers agree when they are at most the tolerance apart. An answer is checked where gold is known or two
/// other reviewers agree. It is wrong where it differs from gold; without gold, where more reviewers agree with an answer
/// that differs from it than with it, themselves included: these are at least two, and they agree.
/// @dev The loops over reviewers are assembly; their plain twin is scripts/protocol/predictReviews.ts.
library Disagreements {
    /// @notice The matrix of a task.
    /// @param width Bytes of an answer: 1 for classes, 4 for numbers.
    /// @param minimum Least answer that counts.
    /// @param maximum Greatest answer that counts.
    /// @param tolerance Answers further apart differ.
    /// @param reviewers Rows of the reviewers.
    struct Matrix {
        uint256 items;
        uint256 width;
        int256 minimum;
        int256 maximum;
        uint256 tolerance;
        uint256[] reviewers;
    }

    /// @dev Working memory of one entry per reviewer. Of an item, `owners`, `answers` and `agreeing` hold those who answered
    /// it, what they said, and how many agree with that.
    struct Column {
        uint256[] sheets;
        uint256[] owners;
        int256[] answers;
        uint256[] agreeing;
    }

    /// @notice Counts for each reviewer the answers that could be checked, and those that were wrong.
    /// @param answers All sheets of the task, row after row.
    /// @param gold Empty, or one row.
    function count(
        Matrix memory matrix,
        bytes calldata answers,
        bytes memory gold
    ) internal pure returns (uint256[] memory checked, uint256[] memory wrong) {
        uint256 n = matrix.reviewers.length;
        (checked, wrong) = (new uint256[](n), new uint256[](n));
        Column memory column = Column(new uint256[](n), new uint256[](n), new int256[](n), new uint256[](n));
        _locate(matrix, answers, column.sheets);
        unchecked {
            for (uint256 item = 0; item < matrix.items; ++item) {
                uint256 given = _gather(matrix, column, item);
                if (given == 0) continue;
                (bool known, int256 truth) = _known(matrix, gold, item);
                if (known) _compare(matrix.tolerance, column, given, truth, checked, wrong);
                else if (given > 1) _confront(matrix.tolerance, column, given, checked, wrong);
            }
        }
    }

    /// @dev Where in the calldata each reviewer's sheet begins.
    function _locate(Matrix memory matrix, bytes calldata answers, uint256[] memory sheets) private pure {
        uint256 start;
        assembly ("memory-safe") {
            start := answers.offset
        }
        for (uint256 r = 0; r < sheets.length; ++r) {
            sheets[r] = start + matrix.reviewers[r] * matrix.items * matrix.width;
        }
    }

    /// @dev Collects the valid answers to an item.
    function _gather(Matrix memory matrix, Column memory column, uint256 item) private pure returns (uint256 given) {
        uint256[] memory sheets = column.sheets;
        uint256[] memory owners = column.owners;
        int256[] memory answers = column.answers;
        (int256 minimum, int256 maximum) = (matrix.minimum, matrix.maximum);
        uint256 offset = item * matrix.width;
        uint256 unused = 256 - 8 * matrix.width;
        bool numeric = matrix.width == 4;
        assembly ("memory-safe") {
            let n := mload(sheets)
            for {
                let r := 0
            } lt(r, n) {
                r := add(r, 1)
            } {
                let answer := shr(unused, calldataload(add(mload(add(add(sheets, 32), shl(5, r))), offset)))
                if numeric {
                    answer := signextend(3, answer)
                }
                if iszero(or(slt(answer, minimum), sgt(answer, maximum))) {
                    given := add(given, 1)
                    mstore(add(owners, shl(5, given)), r)
                    mstore(add(answers, shl(5, given)), answer)
                }
            }
        }
    }

    /// @dev What is known of an item in advance.
    function _known(
        Matrix memory matrix,
        bytes memory gold,
        uint256 item
    ) private pure returns (bool known, int256 truth) {
        if (gold.length == 0) return (false, 0);
        uint256 width = matrix.width;
        assembly ("memory-safe") {
            truth := shr(sub(256, shl(3, width)), mload(add(add(gold, 32), mul(item, width))))
            if eq(width, 4) {
                truth := signextend(3, truth)
            }
        }
        known = truth >= matrix.minimum && truth <= matrix.maximum;
    }

    function _compare(
        uint256 tolerance,
        Column memory column,
        uint256 given,
        int256 truth,
        uint256[] memory checked,
        uint256[] memory wrong
    ) private pure {
        unchecked {
            for (uint256 a = 0; a < given; ++a) {
                uint256 reviewer = column.owners[a];
                int256 answer = column.answers[a];
                ++checked[reviewer];
                if (uint256(answer > truth ? answer - truth : truth - answer) > tolerance) ++wrong[reviewer];
            }
        }
    }

    /// @dev Answers a and b agree when a − b + tolerance, as an unsigned number, is at most twice the tolerance.
    function _confront(
        uint256 tolerance,
        Column memory column,
        uint256 given,
        uint256[] memory checked,
        uint256[] memory wrong
    ) private pure {
        uint256[] memory owners = column.owners;
        int256[] memory answers = column.answers;
        uint256[] memory agreeing = column.agreeing;
        assembly ("memory-safe") {
            let twice := mul(2, tolerance)
            let first := add(answers, 32)
            let end := add(first, shl(5, given))
            let toAgreeing := sub(agreeing, answers)
            for {
                let a := first
            } lt(a, end) {
                a := add(a, 32)
            } {
                let shifted := sub(tolerance, mload(a))
                let sum := 0
                for {
                    let b := first
                } lt(b, end) {
                    b := add(b, 32)
                } {
                    sum := add(sum, iszero(gt(add(mload(b), shifted), twice)))
                }
                mstore(add(a, toAgreeing), sum)
            }
            for {
                let a := first
            } lt(a, end) {
                a := add(a, 32)
            } {
                let shifted := sub(tolerance, mload(a))
                let own := mload(add(a, toAgreeing))
                let isChecked := 0
                let isWrong := 0
                for {
                    let b := first
                } lt(b, end) {
                    b := add(b, 32)
                } {
                    let agrees := iszero(gt(add(mload(b), shifted), twice))
                    let behind := mload(add(b, toAgreeing))
                    // Those who agree with b, b among them but not a: at least two.
                    isChecked := or(isChecked, gt(mul(sub(behind, agrees), xor(a, b)), xor(a, b)))
                    isWrong := or(isWrong, gt(mul(behind, iszero(agrees)), own))
                }
                let owner := shl(5, add(mload(add(sub(a, answers), owners)), 1))
                let counter := add(checked, owner)
                mstore(counter, add(mload(counter), isChecked))
                counter := add(wrong, owner)
                mstore(counter, add(mload(counter), isWrong))
            }
        }
    }
}
