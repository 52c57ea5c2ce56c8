// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Shape, Verdict} from "../types/Scoring.sol";

/// @title A consensus that the chain recomputes.
/// @notice Stateless: equal inputs give equal outputs, whatever the order of the rows.
interface IScorer {
    /// @notice The declared shape cannot be scored by this scorer.
    error UnsupportedShape(uint16 items, uint8 classes, int32 minimum, int32 maximum);

    /// @notice The lengths of the arguments contradict each other.
    error MatrixSizeMismatch(uint256 rows, uint256 expectedBytes, uint256 actualBytes);

    /// @notice Labels every item and judges every sheet.
    /// @dev No content of `answers` or `gold` makes it revert; only lengths that contradict `shape` do.
    /// @param shape Number of items, classes or bounds.
    /// @param sheets One byte per row, a `SheetKind`; at most 255 rows.
    /// @param answers Row after row without padding: one byte per item for categorical answers (0 skipped, 1..K, above K
    /// scored as skipped), four bytes big-endian two's complement for numeric ones (type(int32).min skipped, outside of
    /// the bounds scored as skipped).
    /// @param gold Empty, or one row in the format of `answers`: labels known in advance, skipped where unknown.
    /// @return labels One label per item in the format of `answers`; skipped where nobody answered.
    /// @return confidences One byte per item, 0..255, 255 is certainty.
    /// @return verdicts One per row.
    function score(
        Shape calldata shape,
        bytes calldata sheets,
        bytes calldata answers,
        bytes calldata gold
    ) external view returns (bytes memory labels, bytes memory confidences, Verdict[] memory verdicts);

    /// @notice An upper bound of the gas of `score` in a call with `rows` full rows.
    /// @dev Reverts with `UnsupportedShape` when the shape cannot be scored.
    function gasBound(Shape calldata shape, uint256 rows) external view returns (uint256 gas);
}
