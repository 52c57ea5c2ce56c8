// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IScorer} from "../interfaces/IScorer.sol";
import {Shape, Verdict} from "../types/Scoring.sol";
import {CoinCopies} from "./categorical/CoinCopies.sol";
import {CoinOutcome} from "./categorical/CoinOutcome.sol";
import {ConfusionFit} from "./categorical/ConfusionFit.sol";
import {Grid} from "./categorical/Grid.sol";
import {GridCopies} from "./categorical/GridCopies.sol";
import {OneCoin} from "./categorical/OneCoin.sol";
import {Outcome} from "./categorical/Outcome.sol";
import {Planes} from "./categorical/Planes.sol";
import {TwoClassFit} from "./categorical/TwoClassFit.sol";

/// @title Consensus of categorical answers.
/// @notice Confusion matrices for 2..8 classes, one weight per row for 9..254; docs/scoring.md specifies both.
contract CategoricalScorer is IScorer {
    uint256 private constant MATRIX_CLASSES = 8;
    uint256 private constant MAX_ROWS = 255;

    /// @inheritdoc IScorer
    function score(
        Shape calldata shape,
        bytes calldata sheets,
        bytes calldata answers,
        bytes calldata gold
    ) external pure returns (bytes memory labels, bytes memory confidences, Verdict[] memory verdicts) {
        _check(shape);
        uint256 expected = sheets.length * shape.items;
        require(
            answers.length == expected && sheets.length <= MAX_ROWS,
            MatrixSizeMismatch(sheets.length, expected, answers.length)
        );
        require(gold.length == 0 || gold.length == shape.items, MatrixSizeMismatch(1, shape.items, gold.length));
        if (shape.classes <= MATRIX_CLASSES) {
            Grid memory g = Planes.read(shape.items, shape.classes, sheets, answers, gold);
            GridCopies.mark(g);
            if (shape.classes == 2) TwoClassFit.fit(g);
            else ConfusionFit.fit(g);
            return (Outcome.labels(g), Outcome.confidences(g), Outcome.verdicts(g));
        }
        OneCoin.Coins memory c = OneCoin.read(shape.items, shape.classes, sheets, answers, gold);
        CoinCopies.mark(c);
        OneCoin.fit(c);
        return (CoinOutcome.labels(c), CoinOutcome.confidences(c), CoinOutcome.verdicts(c));
    }

    /// @inheritdoc IScorer
    function gasBound(Shape calldata shape, uint256 rows) external pure returns (uint256) {
        _check(shape);
        (uint256 items, uint256 K) = (shape.items, shape.classes);
        // Below seven items no two rows can be copies, so that none are compared.
        uint256 comparisons = items < 7 ? 0 : ((rows * (rows - 1)) / 2) * ((items + 255) / 256);
        // Measured on random, copied and nearly copied rows, with at least 13% to spare.
        if (K <= MATRIX_CLASSES)
            return
                200_000 +
                items * (500 + 90 * K * K) +
                K * (13_000 * K + rows * (10_000 + 850 * K + items * (70 + 43 * K))) +
                comparisons * 1_500;
        return
            200_000 + rows * (7_500 + 180 * K) + items * (4_300 + 11 * K) + rows * items * 2_770 + comparisons * 1_600;
    }

    function _check(Shape calldata shape) private pure {
        require(
            shape.classes >= 2 && shape.classes < 255 && shape.items > 0 && shape.minimum == 0 && shape.maximum == 0,
            UnsupportedShape(shape.items, shape.classes, shape.minimum, shape.maximum)
        );
    }
}
