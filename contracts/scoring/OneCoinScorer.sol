// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IScorer} from "../interfaces/IScorer.sol";
import {Shape, Verdict} from "../types/Scoring.sol";
import {CoinCopies} from "./categorical/CoinCopies.sol";
import {CoinOutcome} from "./categorical/CoinOutcome.sol";
import {OneCoin} from "./categorical/OneCoin.sol";

/// @title Consensus of categorical answers with one weight per row, for 9..254 classes.
/// @notice docs/scoring.md specifies it. `CategoricalScorer` deploys it, hands it what it cannot score itself, and checks
/// the arguments.
contract OneCoinScorer is IScorer {
    /// @inheritdoc IScorer
    function score(
        Shape calldata shape,
        bytes calldata sheets,
        bytes calldata answers,
        bytes calldata gold
    ) external pure returns (bytes memory labels, bytes memory confidences, Verdict[] memory verdicts) {
        OneCoin.Coins memory c = OneCoin.read(shape.items, shape.classes, sheets, answers, gold);
        CoinCopies.mark(c);
        OneCoin.fit(c);
        return (CoinOutcome.labels(c), CoinOutcome.confidences(c), CoinOutcome.verdicts(c));
    }

    /// @inheritdoc IScorer
    function gasBound(Shape calldata shape, uint256 rows) external pure returns (uint256) {
        (uint256 items, uint256 K) = (shape.items, shape.classes);
        // Below seven items no two rows can be copies, so that none are compared.
        uint256 comparisons = items < 7 ? 0 : ((rows * (rows - 1)) / 2) * ((items + 255) / 256);
        // Measured on random, copied and nearly copied rows, with at least 13% to spare.
        return
            200_000 + rows * (7_500 + 180 * K) + items * (4_300 + 11 * K) + rows * items * 2_770 + comparisons * 1_600;
    }
}
