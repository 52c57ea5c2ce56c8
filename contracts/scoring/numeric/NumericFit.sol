// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Beliefs} from "../categorical/Beliefs.sol";
import {Bits} from "../categorical/Bits.sol";
import {NumericGrid, Numbers} from "./NumericGrid.sol";

/// @title A normal model per item, rows weighted by the inverse variance of their residuals.
/// @notice Residuals are measured in 1/64 of the item's spread and clamped by Chauvenet's criterion; variances are
/// shrunk towards the population's by one pseudo-answer.
library NumericFit {
    uint256 private constant ROUNDS = 2;
    /// @dev Per profile, lowest first: pseudo-answers, and their variance in quarters of the population's.
    uint256 private constant STRENGTHS = 0x0404010101;
    uint256 private constant QUARTERS = 0x0802020304;

    /// @notice Labels all items; leaves in `m` what `withoutOwn` needs.
    function fit(Numbers memory m) internal pure {
        unchecked {
            for (uint256 round = 0; round < ROUNDS; ++round) {
                _weigh(m);
                uint256 item = m.itemsAt;
                for (uint256 i = 0; i < m.items; ++i) {
                    Bits.store(item + NumericGrid.WEIGHT, 0);
                    Bits.store(item + NumericGrid.SUM, 0);
                    Bits.store(item + NumericGrid.CENTRE, Bits.load(item + NumericGrid.VALUE));
                    item += NumericGrid.RECORD;
                }
                for (uint256 r = 0; r < m.rows; ++r) {
                    uint256 weight = Bits.load(m.weights + 32 * r) / Bits.load(m.copies + 32 * r);
                    _add(m.answers + 32 * m.items * r, m.itemsAt, m.items, weight);
                }
                item = m.itemsAt;
                for (uint256 i = 0; i < m.items; ++i) {
                    uint256 sum = Bits.load(item + NumericGrid.WEIGHT);
                    if (sum != 0 && Bits.load(item + NumericGrid.KNOWN) == NumericGrid.SKIPPED)
                        Bits.store(item + NumericGrid.VALUE, Bits.load(item + NumericGrid.SUM) / sum);
                    item += NumericGrid.RECORD;
                }
            }
        }
    }

    /// @dev Fills `m.weights`.
    function _weigh(Numbers memory m) private pure {
        unchecked {
            uint256 squares = Bits.allocate(64 * m.rows);
            uint256 total;
            uint256 count;
            for (uint256 r = 0; r < m.rows; ++r) {
                (uint256 square, uint256 n) = _residuals(m.answers + 32 * m.items * r, m.itemsAt, m.items);
                Bits.store(squares + 64 * r, square);
                Bits.store(squares + 64 * r + 32, n);
                if (Bits.load(m.profiles + 32 * r) == Beliefs.MODEL) continue;
                uint256 share = Beliefs.SHARE / Bits.load(m.copies + 32 * r);
                total += share * square;
                count += share * n;
            }
            uint256 population = count == 0 ? 0 : (16 * total) / count;
            for (uint256 r = 0; r < m.rows; ++r) {
                uint256 profile = Bits.load(m.profiles + 32 * r);
                uint256 strength = (STRENGTHS >> (8 * profile)) & 0xff;
                uint256 prior = (strength * ((QUARTERS >> (8 * profile)) & 0xff) * population) / 4;
                uint256 variance =
                    (16 * Bits.load(squares + 64 * r) + prior) / (Bits.load(squares + 64 * r + 32) + strength);
                Bits.store(m.weights + 32 * r, 2 ** 32 / (variance + 1));
            }
            assembly ("memory-safe") {
                mstore(0x40, squares)
            }
        }
    }

    /// @dev Sum of the squares of a row's clamped residuals, and its answers.
    function _residuals(uint256 answer, uint256 item, uint256 items) private pure returns (uint256 square, uint256 n) {
        assembly ("memory-safe") {
            for {
                let end := add(answer, shl(5, items))
            } lt(answer, end) {
                answer := add(answer, 32)
                item := add(item, 320)
            } {
                let given := mload(answer)
                if not(given) {
                    let value := mload(item)
                    let residual := sub(given, value)
                    if slt(residual, 0) {
                        residual := sub(value, given)
                    }
                    residual := div(shl(6, residual), mload(add(item, 32)))
                    let limit := mload(add(item, 96))
                    if gt(residual, limit) {
                        residual := limit
                    }
                    square := add(square, mul(residual, residual))
                    n := add(n, 1)
                }
            }
        }
    }

    /// @dev Adds a row's clamped answers to the items' weighted sums.
    function _add(uint256 answer, uint256 item, uint256 items, uint256 weight) private pure {
        assembly ("memory-safe") {
            for {
                let end := add(answer, shl(5, items))
            } lt(answer, end) {
                answer := add(answer, 32)
                item := add(item, 320)
            } {
                let given := mload(answer)
                if not(given) {
                    let bound := mload(add(item, 64))
                    let centre := mload(add(item, 256))
                    let away := sub(given, centre)
                    if sgt(away, bound) {
                        given := add(centre, bound)
                    }
                    if slt(away, sub(0, bound)) {
                        given := sub(centre, bound)
                    }
                    let slot := add(item, 160)
                    mstore(slot, add(mload(slot), weight))
                    slot := add(item, 192)
                    mstore(slot, add(mload(slot), mul(weight, given)))
                }
            }
        }
    }
}
