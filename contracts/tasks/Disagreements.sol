// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title How often reviewers are contradicted by opened gold, or by other reviewers who agree with each other.
/// @notice Two answers agree when they are at most the tolerance apart. An answer is checked where gold is known or two
/// other reviewers agree. It is wrong where it differs from gold; without gold, where more reviewers agree with an answer
/// that differs from it than with it, themselves included: these are at least two, and they agree.
library Disagreements {
    /// @notice The matrix of a task.
    /// @param minimum Least answer that counts.
    /// @param maximum Greatest answer that counts.
    /// @param tolerance Answers further apart differ.
    /// @param reviewers Rows of the reviewers.
    struct Matrix {
        uint256 items;
        uint256 width;
        int256 minimum;
        int256 maximum;
        int256 tolerance;
        uint256[] reviewers;
    }

    /// @dev What the reviewers said of one item: `count` of them, the first entries of the arrays.
    struct Column {
        uint256 count;
        uint256[] reviewers;
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
        uint256 reviewers = matrix.reviewers.length;
        (checked, wrong) = (new uint256[](reviewers), new uint256[](reviewers));
        Column memory column = Column(0, new uint256[](reviewers), new int256[](reviewers), new uint256[](reviewers));
        unchecked {
            for (uint256 item = 0; item < matrix.items; ++item) {
                _gather(matrix, answers, item, column);
                if (column.count == 0) continue;
                (bool known, int256 truth) = _known(matrix, gold, item);
                if (known) _compare(matrix.tolerance, column, truth, checked, wrong);
                else if (column.count > 1) _confront(matrix.tolerance, column, checked, wrong);
            }
        }
    }

    function _gather(Matrix memory matrix, bytes calldata answers, uint256 item, Column memory column) private pure {
        unchecked {
            uint256[] memory reviewers = matrix.reviewers;
            uint256 n = 0;
            for (uint256 r = 0; r < reviewers.length; ++r) {
                uint256 offset = (reviewers[r] * matrix.items + item) * matrix.width;
                uint256 word;
                assembly ("memory-safe") {
                    word := calldataload(add(answers.offset, offset))
                }
                int256 answer = _read(word, matrix.width);
                if (answer < matrix.minimum || answer > matrix.maximum) continue;
                (column.reviewers[n], column.answers[n]) = (r, answer);
                ++n;
            }
            column.count = n;
        }
    }

    /// @dev What is known of an item in advance.
    function _known(
        Matrix memory matrix,
        bytes memory gold,
        uint256 item
    ) private pure returns (bool known, int256 truth) {
        if (gold.length == 0) return (false, 0);
        uint256 offset = item * matrix.width;
        uint256 word;
        assembly ("memory-safe") {
            word := mload(add(add(gold, 32), offset))
        }
        truth = _read(word, matrix.width);
        known = truth >= matrix.minimum && truth <= matrix.maximum;
    }

    /// @dev The answer at the head of a word.
    function _read(uint256 word, uint256 width) private pure returns (int256) {
        return width == 1 ? int256(word >> 248) : int256(int32(uint32(word >> 224)));
    }

    function _compare(
        int256 tolerance,
        Column memory column,
        int256 truth,
        uint256[] memory checked,
        uint256[] memory wrong
    ) private pure {
        unchecked {
            for (uint256 a = 0; a < column.count; ++a) {
                uint256 reviewer = column.reviewers[a];
                ++checked[reviewer];
                if (_differ(column.answers[a], truth, tolerance)) ++wrong[reviewer];
            }
        }
    }

    function _confront(
        int256 tolerance,
        Column memory column,
        uint256[] memory checked,
        uint256[] memory wrong
    ) private pure {
        unchecked {
            uint256 n = column.count;
            (int256[] memory answers, uint256[] memory agreeing) = (column.answers, column.agreeing);
            for (uint256 a = 0; a < n; ++a) {
                uint256 sum = 0;
                for (uint256 b = 0; b < n; ++b) {
                    if (!_differ(answers[a], answers[b], tolerance)) ++sum;
                }
                agreeing[a] = sum;
            }
            for (uint256 a = 0; a < n; ++a) {
                bool isChecked = false;
                bool isWrong = false;
                for (uint256 b = 0; b < n; ++b) {
                    if (b == a) continue;
                    bool differs = _differ(answers[a], answers[b], tolerance);
                    // The others that agree with b, b among them.
                    if (agreeing[b] - (differs ? 0 : 1) >= 2) isChecked = true;
                    if (differs && agreeing[b] > agreeing[a]) isWrong = true;
                }
                if (isChecked) ++checked[column.reviewers[a]];
                if (isWrong) ++wrong[column.reviewers[a]];
            }
        }
    }

    function _differ(int256 a, int256 b, int256 tolerance) private pure returns (bool) {
        unchecked {
            return (a > b ? a - b : b - a) > tolerance;
        }
    }
}
