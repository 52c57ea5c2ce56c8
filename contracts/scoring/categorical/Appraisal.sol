// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title Quality and validity of a sheet, and confidence of a label.
library Appraisal {
    /// @notice Cohen's kappa times coverage, and whether the agreement is beyond what chance explains.
    /// @dev Valid: the agreement exceeds chance by z standard errors under the hypothesis of no skill (Fleiss, Cohen &
    /// Everitt 1969) (see `threshold`); or it is complete.
    /// @param agreed Answers equal to the label recomputed without the sheet.
    /// @param n Answers compared.
    /// @param judged Items that a sheet could be compared on.
    /// @param chance Σ over classes of answers given · labels; chance / n² is the agreement expected of a blind sheet.
    /// @param skew Σ over classes of answers · labels · (answers + labels).
    function appraise(
        uint256 agreed,
        uint256 n,
        uint256 judged,
        uint256 chance,
        uint256 skew
    ) internal pure returns (uint256 quality, bool valid) {
        unchecked {
            if (n == 0) return (0, false);
            if (chance == n * n) return ((65535 * n) / judged, true);
            if (agreed * n <= chance) return (0, false);
            uint256 excess = agreed * n - chance;
            quality = (65535 * excess * n) / ((n * n - chance) * judged);
            uint256 variance = chance * n * n + chance * chance - skew * n;
            valid = agreed == n || 16 * excess * excess * n >= threshold(n, judged) * variance;
        }
    }

    /// @notice Squared z-score, in 1/16, asked of a sheet compared on n of `judged` items:
    /// 1 + min(6, 3/8·n)·min(1, 2·n / judged).
    function threshold(uint256 n, uint256 judged) internal pure returns (uint256) {
        unchecked {
            uint256 most = n < 16 ? 6 * n : 96;
            return 16 + (most * (judged < 2 * n ? judged : 2 * n)) / judged;
        }
    }

    /// @notice Confidence of a label that leads by `margin` 1/8 bits: 255·o / (1 + o) with odds o = 2^(margin/8), linear
    /// between whole bits, rounded down.
    function confidence(uint256 margin) internal pure returns (uint256) {
        unchecked {
            if (margin > 127) margin = 127;
            uint256 odds = (8 + (margin & 7)) << (margin >> 3);
            return (255 * odds) / (odds + 8);
        }
    }
}
