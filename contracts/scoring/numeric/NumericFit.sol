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

    /// @notice Values all items; leaves in `m` what the verdicts need.
    function fit(Numbers memory m) internal pure {
        unchecked {
            for (uint256 round = 0; round < ROUNDS; ++round) {
                _weigh(m);
                uint256 item = m.itemsAt;
                uint256 end = item + NumericGrid.RECORD * m.items;
                for (; item < end; item += NumericGrid.RECORD) {
                    Bits.store(item + NumericGrid.SUMS, 0);
                    Bits.store(
                        item + NumericGrid.LOWER,
                        Bits.load(item + NumericGrid.VALUE) - Bits.load(item + NumericGrid.WIDTH) / 2
                    );
                }
                for (uint256 r = 0; r < m.rows; r += 4)
                    _add(m, r, _weight(m, r), _weight(m, r + 1), _weight(m, r + 2), _weight(m, r + 3));
                for (item = m.itemsAt; item < end; item += NumericGrid.RECORD) {
                    uint256 sums = Bits.load(item + NumericGrid.SUMS);
                    if (sums == 0 || Bits.load(item + NumericGrid.KNOWN) != 0) continue;
                    Bits.store(item + NumericGrid.VALUE, NumericGrid.GIVEN + uint128(sums) / (sums >> 128));
                }
            }
        }
    }

    /// @dev A row's weight divided among copies; 0 after the last row.
    function _weight(Numbers memory m, uint256 r) private pure returns (uint256) {
        unchecked {
            return r >= m.rows ? 0 : Bits.load(m.weights + 32 * r) / Bits.load(m.copies + 32 * r);
        }
    }

    /// @dev Fills `m.weights`.
    function _weigh(Numbers memory m) private pure {
        unchecked {
            for (uint256 r = 0; r < m.rows; r += 4) _residuals(m, r);
            uint256 total;
            uint256 count;
            for (uint256 r = 0; r < m.rows; ++r) {
                if (Bits.load(m.profiles + 32 * r) == Beliefs.MODEL) continue;
                uint256 share = Beliefs.SHARE / Bits.load(m.copies + 32 * r);
                total += share * Bits.load(m.weights + 32 * r);
                count += share * Bits.load(m.given + 32 * r);
            }
            uint256 population = count == 0 ? 0 : (16 * total) / count;
            for (uint256 r = 0; r < m.rows; ++r) {
                uint256 profile = Bits.load(m.profiles + 32 * r);
                uint256 strength = (STRENGTHS >> (8 * profile)) & 0xff;
                uint256 prior = (strength * ((QUARTERS >> (8 * profile)) & 0xff) * population) / 4;
                uint256 variance =
                    (16 * Bits.load(m.weights + 32 * r) + prior) / (Bits.load(m.given + 32 * r) + strength);
                Bits.store(m.weights + 32 * r, 2 ** 32 / (variance + 1));
            }
        }
    }

    /// @dev Writes the sums of the squares of the clamped residuals of four rows to their weights: what rows share is
    /// loaded once. A residual is rounded towards zero, whichever its sign.
    function _residuals(Numbers memory m, uint256 r) private pure {
        assembly ("memory-safe") {
            let item := mload(add(m, 0x60))
            let step := shl(3, mload(add(m, 0x120)))
            let answer := add(mload(add(m, 0x40)), mul(step, r))
            let first := 0
            let second := 0
            let third := 0
            let fourth := 0
            for {
                let end := add(answer, shl(5, mload(add(m, 0x20))))
            } lt(answer, end) {
                answer := add(answer, 32)
                item := add(item, 256)
            } {
                let value := mload(item)
                let spread := mload(add(item, 32))
                let limit := mload(add(item, 64))
                let at_ := answer
                let given := mload(at_)
                let square := sdiv(shl(6, sub(given, value)), spread)
                square := mul(square, square)
                // A skipped answer is far from everything.
                if gt(square, limit) {
                    square := mul(limit, gt(given, 0))
                }
                first := add(first, square)
                at_ := add(at_, step)
                given := mload(at_)
                square := sdiv(shl(6, sub(given, value)), spread)
                square := mul(square, square)
                if gt(square, limit) {
                    square := mul(limit, gt(given, 0))
                }
                second := add(second, square)
                at_ := add(at_, step)
                given := mload(at_)
                square := sdiv(shl(6, sub(given, value)), spread)
                square := mul(square, square)
                if gt(square, limit) {
                    square := mul(limit, gt(given, 0))
                }
                third := add(third, square)
                at_ := add(at_, step)
                given := mload(at_)
                square := sdiv(shl(6, sub(given, value)), spread)
                square := mul(square, square)
                if gt(square, limit) {
                    square := mul(limit, gt(given, 0))
                }
                fourth := add(fourth, square)
            }
            let weight := add(mload(add(m, 0xc0)), shl(5, r))
            mstore(weight, first)
            mstore(add(weight, 32), second)
            mstore(add(weight, 64), third)
            mstore(add(weight, 96), fourth)
        }
    }

    /// @dev Adds the clamped answers of four rows to the items' weighted sums.
    function _add(
        Numbers memory m,
        uint256 r,
        uint256 first,
        uint256 second,
        uint256 third,
        uint256 fourth
    ) private pure {
        assembly ("memory-safe") {
            let item := mload(add(m, 0x60))
            let step := shl(3, mload(add(m, 0x120)))
            let answer := add(mload(add(m, 0x40)), mul(step, r))
            for {
                let end := add(answer, shl(5, mload(add(m, 0x20))))
            } lt(answer, end) {
                answer := add(answer, 32)
                item := add(item, 256)
            } {
                let lower := mload(add(item, 96))
                let width := mload(add(item, 128))
                let sums := mload(add(item, 160))
                let at_ := answer
                let given := mload(at_)
                if gt(sub(given, lower), width) {
                    given := mul(gt(given, 0), add(lower, mul(width, gt(given, lower))))
                }
                sums := add(sums, mul(first, given))
                at_ := add(at_, step)
                given := mload(at_)
                if gt(sub(given, lower), width) {
                    given := mul(gt(given, 0), add(lower, mul(width, gt(given, lower))))
                }
                sums := add(sums, mul(second, given))
                at_ := add(at_, step)
                given := mload(at_)
                if gt(sub(given, lower), width) {
                    given := mul(gt(given, 0), add(lower, mul(width, gt(given, lower))))
                }
                sums := add(sums, mul(third, given))
                at_ := add(at_, step)
                given := mload(at_)
                if gt(sub(given, lower), width) {
                    given := mul(gt(given, 0), add(lower, mul(width, gt(given, lower))))
                }
                sums := add(sums, mul(fourth, given))
                mstore(add(item, 160), sums)
            }
        }
    }
}
