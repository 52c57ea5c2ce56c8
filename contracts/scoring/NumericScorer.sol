// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IScorer} from "../interfaces/IScorer.sol";
import {Shape, Verdict} from "../types/Scoring.sol";
import {NumericCopies} from "./numeric/NumericCopies.sol";
import {NumericFit} from "./numeric/NumericFit.sol";
import {NumericGrid, Numbers} from "./numeric/NumericGrid.sol";
import {NumericMedians} from "./numeric/NumericMedians.sol";
import {NumericOutcome} from "./numeric/NumericOutcome.sol";
import {NumericVerdicts} from "./numeric/NumericVerdicts.sol";

/// @title Consensus of numeric answers.
/// @notice docs/scoring.md specifies it.
contract NumericScorer is IScorer {
    uint256 private constant MAX_ROWS = 255;

    /// @inheritdoc IScorer
    function score(
        Shape calldata shape,
        bytes calldata sheets,
        bytes calldata answers,
        bytes calldata gold
    ) external pure returns (bytes memory labels, bytes memory confidences, Verdict[] memory verdicts) {
        _check(shape);
        uint256 width = 4 * uint256(shape.items);
        uint256 expected = sheets.length * width;
        require(
            answers.length == expected && sheets.length <= MAX_ROWS,
            MatrixSizeMismatch(sheets.length, expected, answers.length)
        );
        require(gold.length == 0 || gold.length == width, MatrixSizeMismatch(1, width, gold.length));
        Numbers memory m = NumericGrid.read(shape.items, shape.minimum, shape.maximum, sheets, answers, gold);
        NumericMedians.start(m);
        NumericCopies.mark(m);
        NumericFit.fit(m);
        labels = NumericOutcome.labels(m, shape.minimum);
        confidences = NumericOutcome.confidences(m);
        verdicts = NumericVerdicts.verdicts(m);
    }

    /// @inheritdoc IScorer
    function gasBound(Shape calldata shape, uint256 rows) external pure returns (uint256) {
        _check(shape);
        uint256 items = shape.items;
        uint256 comparisons = rows == 0 ? 0 : (rows * (rows - 1)) / 2;
        uint256 comparison = 1_500 + 650 * ((items + 31) / 32);
        // Measured on random, equal and copied rows, with about a fifth to spare.
        return 60_000 + 10_000 * rows + 1_600 * rows * items + comparison * comparisons + 7_000 * items;
    }

    function _check(Shape calldata shape) private pure {
        require(
            shape.classes == 0 && shape.items > 0 && shape.minimum < shape.maximum && shape.minimum != type(int32).min,
            UnsupportedShape(shape.items, shape.classes, shape.minimum, shape.maximum)
        );
    }
}
