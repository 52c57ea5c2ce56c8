// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Costs} from "../Costs.sol";
import {Beliefs} from "./Beliefs.sol";
import {Bits} from "./Bits.sol";

/// @title One weight per row instead of a confusion matrix, for 9..254 classes.
/// @notice The weight is the log odds of the row's accuracy, errors spread over eight classes, never negative.
library OneCoin {
    uint256 private constant ROUNDS = 4;
    uint256 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;
    uint256 private constant SEVENS = 0x7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f;

    /// @dev Pointers. `answers`: rows of `stride` bytes, 0 or 1..classes. `weights`: per row its undivided weight.
    /// `leaders`: per item [leading key, second key, answers of the leader, answers]; key = weight << 8 | 255 - class,
    /// so that the greater key is the greater weight, or the lower class; 0 is nobody.
    struct Coins {
        uint256 rows;
        uint256 items;
        uint256 classes;
        uint256 stride;
        uint256 answers;
        uint256 gold;
        uint256 profiles;
        uint256 copies;
        uint256 weights;
        uint256 leaders;
        uint256 labels;
        uint256 table;
    }

    /// @notice Reads the matrix; bytes above `classes` count as skipped.
    function read(
        uint256 items,
        uint256 classes,
        bytes calldata sheets,
        bytes calldata answers,
        bytes calldata gold
    ) internal pure returns (Coins memory c) {
        unchecked {
            c.rows = sheets.length;
            c.items = items;
            c.classes = classes;
            c.stride = (items + 31) & ~uint256(31);
            c.answers = Bits.allocate(c.rows * c.stride);
            c.gold = Bits.allocate(c.stride);
            c.labels = Bits.allocate(c.stride);
            c.profiles = Bits.allocate(32 * c.rows);
            c.copies = Bits.allocate(32 * c.rows);
            c.weights = Bits.allocate(32 * c.rows);
            c.leaders = Bits.allocate(128 * items);
            c.table = Costs.load();
            uint256 start;
            assembly ("memory-safe") {
                start := answers.offset
            }
            for (uint256 r = 0; r < c.rows; ++r) {
                _readRow(c, start + r * items, c.answers + r * c.stride);
                uint256 profile = Beliefs.profileOf(uint8(sheets[r]));
                Bits.store(c.profiles + 32 * r, profile);
                Bits.store(c.weights + 32 * r, Beliefs.vote(profile));
                Bits.store(c.copies + 32 * r, 1);
            }
            assembly ("memory-safe") {
                start := gold.offset
            }
            if (gold.length != 0) _readRow(c, start, c.gold);
        }
    }

    /// @notice Labels all items.
    function fit(Coins memory c) internal pure {
        unchecked {
            uint256 totals = Bits.allocate(32 * 256);
            _lead(c, totals);
            for (uint256 round = 0; round < ROUNDS; ++round) {
                _weigh(c);
                if (!_lead(c, totals)) break;
            }
        }
    }

    /// @dev Copies a row of bytes; those above `classes` become 0.
    function _readRow(Coins memory c, uint256 source, uint256 target) private pure {
        assembly ("memory-safe") {
            let classes := mload(add(c, 0x40))
            let items := mload(add(c, 0x20))
            for {
                let i := 0
            } lt(i, items) {
                i := add(i, 1)
            } {
                let a := byte(0, calldataload(add(source, i)))
                mstore8(add(target, i), mul(a, iszero(gt(a, classes))))
            }
        }
    }

    /// @dev Finds the two leading classes of every item and labels it; returns whether a label changed.
    /// @param totals 256 words: per class its weight << 16 | answers.
    function _lead(Coins memory c, uint256 totals) private pure returns (bool changed) {
        unchecked {
            uint256 shares = Bits.allocate(32 * c.rows);
            for (uint256 r = 0; r < c.rows; ++r)
                Bits.store(shares + 32 * r, ((Bits.load(c.weights + 32 * r) / Bits.load(c.copies + 32 * r)) << 16) | 1);
            for (uint256 i = 0; i < c.items; ++i) {
                uint256 leader = c.leaders + 128 * i;
                _leadItem(c, i, totals, shares, leader);
                uint256 label = _byteAt(c.gold, i);
                if (label == 0 && Bits.load(leader) != 0) label = 255 - (Bits.load(leader) & 0xff);
                if (label != _byteAt(c.labels, i)) changed = true;
                _setByte(c.labels, i, label);
            }
            Bits.release(shares);
        }
    }

    function _leadItem(Coins memory c, uint256 i, uint256 totals, uint256 shares, uint256 leader) private pure {
        assembly ("memory-safe") {
            calldatacopy(totals, calldatasize(), shl(5, add(mload(add(c, 0x40)), 1)))
            let first := 0
            let second := 0
            let count := 0
            let stride := mload(add(c, 0x60))
            let answer := add(mload(add(c, 0x80)), i)
            let end := add(answer, mul(stride, mload(c)))
            for {} lt(answer, end) {
                answer := add(answer, stride)
                shares := add(shares, 32)
            } {
                let a := byte(0, mload(answer))
                if a {
                    count := add(count, 1)
                    let slot := add(totals, shl(5, a))
                    let total := add(mload(slot), mload(shares))
                    mstore(slot, total)
                    // Totals never fall, so the two greatest can be kept as they grow. The 1 tells no weight from nobody.
                    let key := or(shl(8, add(shr(16, total), 1)), sub(255, a))
                    switch eq(and(xor(key, first), 0xff), 0)
                    case 1 {
                        first := key
                    }
                    default {
                        switch gt(key, first)
                        case 1 {
                            second := first
                            first := key
                        }
                        default {
                            if gt(key, second) {
                                second := key
                            }
                        }
                    }
                }
            }
            mstore(leader, first)
            mstore(add(leader, 32), second)
            mstore(add(leader, 64), and(mload(add(totals, shl(5, sub(255, and(first, 0xff))))), 0xffff))
            mstore(add(leader, 96), count)
        }
    }

    /// @dev Weights from the rows' agreement with the labels, shrunk towards the population's accuracy.
    function _weigh(Coins memory c) private pure {
        unchecked {
            uint256 rights = Bits.allocate(64 * c.rows);
            uint256 rightSum;
            uint256 total;
            for (uint256 r = 0; r < c.rows; ++r) {
                (uint256 right, uint256 count) = _countRight(c, c.answers + r * c.stride);
                Bits.store(rights + 64 * r, right);
                Bits.store(rights + 64 * r + 32, count);
                if (Bits.load(c.profiles + 32 * r) == Beliefs.MODEL) continue;
                uint256 share = Beliefs.SHARE / Bits.load(c.copies + 32 * r);
                rightSum += share * right;
                total += share * count;
            }
            uint256 accuracy = Beliefs.accuracy(rightSum, total);
            for (uint256 r = 0; r < c.rows; ++r) {
                uint256 profile = Bits.load(c.profiles + 32 * r);
                uint256 theta = Bits.load(rights + 64 * r) * 1024 + Beliefs.prior(profile, accuracy, true, c.classes);
                theta /= Bits.load(rights + 64 * r + 32) + Beliefs.strength(profile);
                uint256 wrong = _byteAt(c.table, (1024 - theta) / 8);
                uint256 right = _byteAt(c.table, theta);
                Bits.store(c.weights + 32 * r, wrong > right ? wrong - right : 0);
            }
            Bits.release(rights);
        }
    }

    /// @dev Bytes of a row that equal the label, and bytes that are not zero.
    function _countRight(Coins memory c, uint256 row) private pure returns (uint256 right, uint256 count) {
        unchecked {
            for (uint256 offset = 0; offset < c.stride; offset += 32) {
                uint256 x = Bits.load(row + offset);
                uint256 answered = _nonZero(x);
                uint256 wrong = answered & _nonZero(x ^ Bits.load(c.labels + offset));
                count += (answered * ONES) >> 248;
                right += ((answered ^ wrong) * ONES) >> 248;
            }
        }
    }

    /// @dev 1 in every byte that is not zero.
    function _nonZero(uint256 x) private pure returns (uint256) {
        unchecked {
            return ((((x & SEVENS) + SEVENS) | x) >> 7) & ONES;
        }
    }

    function _byteAt(uint256 start, uint256 i) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := byte(0, mload(add(start, i)))
        }
    }

    function _setByte(uint256 start, uint256 i, uint256 value) private pure {
        assembly ("memory-safe") {
            mstore8(add(start, i), value)
        }
    }
}
