// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Bits} from "../categorical/Bits.sol";
import {CoinCopies} from "../categorical/CoinCopies.sol";
import {OneCoin} from "../categorical/OneCoin.sol";
import {Lanes32} from "./Lanes32.sol";
import {Numbers} from "./NumericGrid.sol";

/// @title Rows of numbers compared by residues modulo 254 as bytes.
/// @notice The rule of `Copies`. Residues, and which answers are rare, are found out when they are asked for.
library NumericResidues {
    /// @notice Answers that a pair must have in common to be linked.
    uint256 internal constant COMMON = 6;
    uint256 private constant BITS = 13;
    uint256 private constant NOISY_BITS = 24;
    uint256 private constant RESIDUES = 254;
    uint256 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;
    uint256 private constant SEVENS = 0x7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f;

    /// @dev `rows.answers`: residues of the rows whose bit is set in `reduced`, and at these offsets from them `given`, 128
    /// where a row answers, and `rare`, see `CoinCopies.rareAnswers`; each 0 until needed.
    struct Residues {
        OneCoin.Coins rows;
        uint256 reduced;
        uint256 given;
        uint256 rare;
    }

    /// @notice Whether rows r and s, which may differ in at most `most` answers, are copies.
    function areCopies(
        Residues memory b,
        Numbers memory m,
        uint256 r,
        uint256 s,
        uint256 most
    ) internal pure returns (bool) {
        unchecked {
            OneCoin.Coins memory c = b.rows;
            if (c.answers == 0) _open(b, m);
            _reduce(b, m, r);
            _reduce(b, m, s);
            (uint256 stride, uint256 given) = (c.stride, b.given);
            (uint256 x, uint256 y) = (c.answers + stride * r, c.answers + stride * s);
            uint256 different = _differences(x, y, stride, given, most);
            if (different > most) return false;
            if (b.rare == 0) {
                for (uint256 i = 0; i < c.rows; ++i) _reduce(b, m, i);
                b.rare = CoinCopies.rareAnswers(c) - c.answers;
            }
            (uint256 common, uint256 bits) = _evidence(x, y, stride, given, b.rare);
            if (common < COMMON || 10 * different > 3 * common) return false;
            return (100 * different <= 3 * common && bits >= BITS) || bits >= NOISY_BITS + different;
        }
    }

    /// @notice Whether a row has too few rare answers to be anybody's copy, as far as it is known which are rare.
    function isCommon(Residues memory b, uint256 r) internal pure returns (bool) {
        unchecked {
            if (b.rare == 0) return false;
            uint256 bits;
            uint256 rare = b.rows.answers + b.rare + b.rows.stride * r;
            for (uint256 end = rare + b.rows.stride; rare < end; rare += 32) {
                uint256 x = Bits.load(rare);
                bits += (((x & ONES) + ((x >> 1) & ONES)) * ONES) >> 248;
            }
            return bits < BITS;
        }
    }

    /// @dev Answers that both rows gave, and the bits of those on which they agree.
    function _evidence(
        uint256 x,
        uint256 y,
        uint256 stride,
        uint256 given,
        uint256 rare
    ) private pure returns (uint256 common, uint256 bits) {
        assembly ("memory-safe") {
            for {
                let end := add(x, stride)
            } lt(x, end) {
                x := add(x, 32)
                y := add(y, 32)
            } {
                let both := and(mload(add(x, given)), mload(add(y, given)))
                common := add(common, shr(248, mul(shr(7, both), ONES)))
                let z := xor(mload(x), mload(y))
                // 1 where they agree on an answer.
                z := shr(7, and(both, not(or(add(and(z, SEVENS), SEVENS), z))))
                let rare_ := mload(add(x, rare))
                bits := add(bits, shr(248, mul(add(and(rare_, z), and(shr(1, rare_), z)), ONES)))
            }
        }
    }

    /// @dev In how many answers that both gave two rows differ; no more than the first that are too many.
    function _differences(
        uint256 x,
        uint256 y,
        uint256 stride,
        uint256 given,
        uint256 most
    ) private pure returns (uint256 different) {
        assembly ("memory-safe") {
            for {
                let end := add(x, stride)
            } lt(x, end) {
                x := add(x, 32)
                y := add(y, 32)
            } {
                let z := xor(mload(x), mload(y))
                z := or(add(and(z, SEVENS), SEVENS), z)
                z := and(z, and(mload(add(x, given)), mload(add(y, given))))
                different := add(different, shr(248, mul(shr(7, z), ONES)))
                if gt(different, most) {
                    break
                }
            }
        }
    }

    /// @dev Makes room for the residues of all rows.
    function _open(Residues memory b, Numbers memory m) private pure {
        unchecked {
            OneCoin.Coins memory c = b.rows;
            c.rows = m.rows;
            c.items = m.items;
            c.classes = RESIDUES;
            c.stride = (m.items + 31) & ~uint256(31);
            // Eight bytes are read and written as a word, the last of them beyond the end.
            c.answers = Bits.allocate(c.rows * c.stride + 32);
            b.given = Bits.allocate(c.rows * c.stride + 32) - c.answers;
        }
    }

    /// @dev Writes a row's residues plus 1, 0 where it was skipped, and 128 for each answer `given` further on, unless they
    /// are there.
    function _reduce(Residues memory b, Numbers memory m, uint256 r) private pure {
        unchecked {
            if ((b.reduced >> r) & 1 == 1) return;
            b.reduced |= 1 << r;
            uint256 target = b.rows.answers + b.rows.stride * r;
            uint256 end = target + m.stride / 4;
            for (uint256 lanes = m.lanes + m.stride * r; target < end; lanes += 32) {
                uint256 x = Bits.load(lanes);
                uint256 answered = Lanes32.ONES ^ Lanes32.atLeast(x, m.absent);
                x = (Lanes32.modulo254(x) + Lanes32.ONES) & (answered * 0xff);
                _storeEight(target, Lanes32.narrow(x));
                _storeEight(target + b.given, Lanes32.narrow(answered) << 7);
                target += 8;
            }
        }
    }

    /// @dev Stores the first eight bytes of a word: what follows may be there already.
    function _storeEight(uint256 pointer, uint256 value) private pure {
        Bits.store(pointer, value | ((Bits.load(pointer) << 64) >> 64));
    }
}
