// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IScorer} from "../interfaces/IScorer.sol";
import {Shape, Verdict} from "../types/Scoring.sol";
import {Grid} from "./categorical/Grid.sol";
import {TwoClassCopies} from "./categorical/TwoClassCopies.sol";
import {TwoClassFit} from "./categorical/TwoClassFit.sol";
import {TwoClassOutcome} from "./categorical/TwoClassOutcome.sol";
import {TwoClassPlanes} from "./categorical/TwoClassPlanes.sol";
import {ConfusionScorer} from "./ConfusionScorer.sol";
import {OneCoinScorer} from "./OneCoinScorer.sol";

/// @title Consensus of categorical answers.
/// @notice Confusion matrices for 2..8 classes, one weight per row for 9..254; docs/scoring.md specifies both.
/// @dev Scores two classes itself, which needs the least gas, and hands on tasks of more.
contract CategoricalScorer is IScorer {
    uint256 private constant MATRIX_CLASSES = 8;
    uint256 private constant MAX_ROWS = 255;

    /// @notice Scores tasks of 3..8 classes.
    ConfusionScorer public immutable CONFUSION = new ConfusionScorer();

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
        if (shape.classes > 2) _answerFrom(_scorerOf(shape));
        Grid memory g = TwoClassPlanes.read(shape.items, sheets, answers, gold);
        TwoClassCopies.mark(g);
        TwoClassFit.fit(g);
        return TwoClassOutcome.read(g);
    }

    /// @inheritdoc IScorer
    /// @dev The bound for a confusion matrix per row holds for two classes too, which need less.
    function gasBound(Shape calldata shape, uint256 rows) external view returns (uint256) {
        _check(shape);
        return _scorerOf(shape).gasBound(shape, rows);
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

    function _scorerOf(Shape calldata shape) private view returns (IScorer) {
        return shape.classes > MATRIX_CLASSES ? IScorer(ONE_COIN) : IScorer(CONFUSION);
    }

    function _check(Shape calldata shape) private pure {
        require(
            shape.classes >= 2 && shape.classes < 255 && shape.items > 0 && shape.minimum == 0 && shape.maximum == 0,
            UnsupportedShape(shape.items, shape.classes, shape.minimum, shape.maximum)
        );
    }
}
