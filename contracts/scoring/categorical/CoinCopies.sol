// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "./Bits.sol";
import {Copies} from "./Copies.sol";
import {OneCoin} from "./OneCoin.sol";

/// @title Copied sheets among rows of bytes.
library CoinCopies {
    /// @notice Fills `c.copies`.
    function mark(OneCoin.Coins memory c) internal pure {
        unchecked {
            Copies.Candidates memory candidates = Copies.open(c.rows, c.items, 8);
            uint256 rare = rareAnswers(c);
            for (uint256 r = 0; r < c.rows; ++r) {
                _describe(c, r, rare, Copies.next(candidates));
                Copies.admit(candidates, r);
            }
            Copies.cluster(candidates, c.copies);
        }
    }

    /// @notice Per answer a byte: 1 when at most half of the others gave it, plus 2 when at most a quarter did, seen from a
    /// pair that did. Rows of `stride` bytes.
    function rareAnswers(OneCoin.Coins memory c) internal pure returns (uint256 rare) {
        unchecked {
            rare = Bits.allocate(c.rows * c.stride);
            uint256 votes = Bits.allocate(32 * 256);
            for (uint256 i = 0; i < c.items; ++i) _rateItem(c, i, votes, rare + i);
        }
    }

    function _rateItem(OneCoin.Coins memory c, uint256 i, uint256 votes, uint256 rare) private pure {
        assembly ("memory-safe") {
            calldatacopy(votes, calldatasize(), shl(5, add(mload(add(c, 0x40)), 1)))
            let stride := mload(add(c, 0x60))
            let start := add(mload(add(c, 0x80)), i)
            let end := add(start, mul(stride, mload(c)))
            let given := 0
            for {
                let answer := start
            } lt(answer, end) {
                answer := add(answer, stride)
            } {
                let a := byte(0, mload(answer))
                if a {
                    given := add(given, 1)
                    let slot := add(votes, shl(5, a))
                    mstore(slot, add(mload(slot), 1))
                }
            }
            for {
                let answer := start
            } lt(answer, end) {
                answer := add(answer, stride)
                rare := add(rare, stride)
            } {
                let a := byte(0, mload(answer))
                if a {
                    let votes_ := mload(add(votes, shl(5, a)))
                    let half := iszero(gt(mul(2, votes_), add(given, 1)))
                    let quarter := iszero(gt(mul(4, votes_), add(given, 2)))
                    mstore8(rare, or(half, shl(1, quarter)))
                }
            }
        }
    }

    /// @dev Writes the record of row r at `to`; the code of class a is a.
    function _describe(OneCoin.Coins memory c, uint256 r, uint256 rare, uint256 to) private pure {
        assembly ("memory-safe") {
            let ones := div(not(0), 255)
            let sevens := mul(127, ones)
            let stride := mload(add(c, 0x60))
            let row := add(mload(add(c, 0x80)), mul(stride, r))
            rare := add(rare, mul(stride, r))
            // The record before this one may have been refused and left its bits.
            calldatacopy(to, calldatasize(), mul(shr(8, add(stride, 255)), 352))
            for {
                let offset := 0
            } lt(offset, stride) {
                offset := add(offset, 32)
            } {
                let j := and(shr(5, offset), 7)
                let at_ := add(to, mul(shr(8, offset), 352))
                let x := mload(add(row, offset))
                let y := mload(add(rare, offset))
                mstore(at_, or(mload(at_), shl(j, and(shr(7, or(add(and(x, sevens), sevens), x)), ones))))
                mstore(add(at_, 32), or(mload(add(at_, 32)), shl(j, and(y, ones))))
                mstore(add(at_, 64), or(mload(add(at_, 64)), shl(j, and(shr(1, y), ones))))
                at_ := add(at_, 96)
                for {
                    let e := 0
                } lt(e, 8) {
                    e := add(e, 1)
                } {
                    mstore(at_, or(mload(at_), shl(j, and(shr(e, x), ones))))
                    at_ := add(at_, 32)
                }
            }
        }
    }
}
