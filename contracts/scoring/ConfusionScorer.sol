// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IScorer} from "../interfaces/IScorer.sol";
import {Shape, Verdict} from "../types/Scoring.sol";
import {ConfusionFit} from "./categorical/ConfusionFit.sol";
import {Grid} from "./categorical/Grid.sol";
import {GridCopies} from "./categorical/GridCopies.sol";
import {Outcome} from "./categorical/Outcome.sol";
import {Planes} from "./categorical/Planes.sol";

/// @title Consensus of categorical answers with a confusion matrix per row, for 2..8 classes.
/// @notice docs/scoring.md specifies it. `CategoricalScorer` deploys it, hands it tasks of more than two classes, and
/// checks the arguments.
contract ConfusionScorer is IScorer {
    /// @inheritdoc IScorer
    function score(
        Shape calldata shape,
        bytes calldata sheets,
        bytes calldata answers,
        bytes calldata gold
    ) external pure returns (bytes memory labels, bytes memory confidences, Verdict[] memory verdicts) {
        Grid memory g = Planes.read(shape.items, shape.classes, sheets, answers, gold);
        GridCopies.mark(g);
        ConfusionFit.fit(g);
        return (Outcome.labels(g), Outcome.confidences(g), Outcome.verdicts(g));
    }

    /// @inheritdoc IScorer
    function gasBound(Shape calldata shape, uint256 rows) external pure returns (uint256) {
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
}
