// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IScorer} from "../interfaces/IScorer.sol";
import {Shape, Verdict} from "../types/Scoring.sol";
import {ConfusionFit} from "./categorical/ConfusionFit.sol";
import {Grid} from "./categorical/Grid.sol";
import {GridCopies} from "./categorical/GridCopies.sol";
import {Outcome} from "./categorical/Outcome.sol";
import {Planes} from "./categorical/Planes.sol";
import {TwoClassFit} from "./categorical/TwoClassFit.sol";
import {OneCoinScorer} from "./OneCoinScorer.sol";

/// @title Consensus of categorical answers.
/// @notice Confusion matrices for 2..8 classes, one weight per row for 9..254; docs/scoring.md specifies both.
contract CategoricalScorer is IScorer {
    uint256 private constant MATRIX_CLASSES = 8;
    uint256 private constant MAX_ROWS = 255;

    /// @notice Scores tasks of 9..254 classes.
    OneCoinScorer public immutable ONE_COIN = new OneCoinScorer();

    /// @inheritdoc IScorer
    function score(
        Shape calldata shape,
        bytes calldata sheets,
        bytes calldata answers,
        bytes calldata gold
    ) external view returns (bytes memory labels, bytes memory confidences, Verdict[] memory verdicts) {
        _check(shape);
        uint256 expected = sheets.length * shape.items;
        require(
            answers.length == expected && sheets.length <= MAX_ROWS,
            MatrixSizeMismatch(sheets.length, expected, answers.length)
        );
        require(gold.length == 0 || gold.length == shape.items, MatrixSizeMismatch(1, shape.items, gold.length));
        if (shape.classes > MATRIX_CLASSES) _answerFrom(ONE_COIN);
        Grid memory g = Planes.read(shape.items, shape.classes, sheets, answers, gold);
        GridCopies.mark(g);
        if (shape.classes == 2) TwoClassFit.fit(g);
        else ConfusionFit.fit(g);
        return (Outcome.labels(g), Outcome.confidences(g), Outcome.verdicts(g));
    }

    /// @inheritdoc IScorer
    function gasBound(Shape calldata shape, uint256 rows) external view returns (uint256) {
        _check(shape);
        if (shape.classes > MATRIX_CLASSES) _answerFrom(ONE_COIN);
        (uint256 items, uint256 K) = (shape.items, shape.classes);
        // Below seven items no two rows can be copies, so that none are compared.
        uint256 comparisons = items < 7 ? 0 : ((rows * (rows - 1)) / 2) * ((items + 255) / 256);
        // Measured on random, copied and nearly copied rows, with at least 13% to spare.
        return
            200_000 +
            items * (500 + 90 * K * K) +
            K * (13_000 * K + rows * (10_000 + 850 * K + items * (70 + 43 * K))) +
            comparisons * 1_500;
    }

    /// @dev Ends the call with what `scorer` answers to it.
    function _answerFrom(IScorer scorer) private view {
        assembly ("memory-safe") {
            let data := mload(0x40)
            calldatacopy(data, 0, calldatasize())
            let done := staticcall(gas(), scorer, data, calldatasize(), 0, 0)
            returndatacopy(data, 0, returndatasize())
            if iszero(done) {
                revert(data, returndatasize())
            }
            return(data, returndatasize())
        }
    }

    function _check(Shape calldata shape) private pure {
        require(
            shape.classes >= 2 && shape.classes < 255 && shape.items > 0 && shape.minimum == 0 && shape.maximum == 0,
            UnsupportedShape(shape.items, shape.classes, shape.minimum, shape.maximum)
        );
    }
}
