// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Verdict} from "../../types/Scoring.sol";
import {Verdicts} from "../Verdicts.sol";
import {Appraisal} from "./Appraisal.sol";
import {Bits} from "./Bits.sol";
import {OneCoin} from "./OneCoin.sol";

/// @title From one-coin weights to labels, confidences and verdicts.
library CoinOutcome {
    /// @notice Labels as bytes.
    function labels(OneCoin.Coins memory c) internal pure returns (bytes memory out) {
        unchecked {
            out = new bytes(c.items);
            for (uint256 i = 0; i < c.items; ++i) out[i] = bytes1(uint8(_byteAt(c.labels, i)));
        }
    }

    /// @notice Confidences as bytes: 255 for gold, 0 for items that nobody answered.
    function confidences(OneCoin.Coins memory c) internal pure returns (bytes memory out) {
        unchecked {
            out = new bytes(c.items);
            for (uint256 i = 0; i < c.items; ++i) {
                uint256 leader = c.leaders + 128 * i;
                if (_byteAt(c.gold, i) != 0) out[i] = 0xff;
                else if (Bits.load(leader) != 0) {
                    // A key holds the weight plus one, or is 0: nobody counts like a weight of zero.
                    uint256 second = Bits.load(leader + 32) >> 8;
                    uint256 margin = (Bits.load(leader) >> 8) - (second == 0 ? 1 : second);
                    out[i] = bytes1(uint8(Appraisal.confidence(margin)));
                }
            }
        }
    }

    /// @notice Judges every row against the labels recomputed without it.
    function verdicts(OneCoin.Coins memory c) internal pure returns (Verdict[] memory out) {
        unchecked {
            out = new Verdict[](c.rows);
            uint256 judged;
            for (uint256 i = 0; i < c.items; ++i)
                if (_byteAt(c.gold, i) == 0 && Bits.load(c.leaders + 128 * i + 96) > 1) ++judged;
            // Per class answers given and, 256 words further, labels.
            uint256 histogram = Bits.allocate(2 * 32 * 256);
            for (uint256 r = 0; r < c.rows; ++r) {
                (uint256 answered, uint256 n, uint256 agreed) = _compare(c, r, histogram);
                uint256 chance;
                uint256 skew;
                for (uint256 k = 1; k <= c.classes; ++k) {
                    uint256 given = Bits.load(histogram + 32 * k);
                    uint256 labelled = Bits.load(histogram + 32 * (256 + k));
                    chance += given * labelled;
                    skew += given * labelled * (given + labelled);
                }
                (uint256 quality, bool valid) = Appraisal.appraise(agreed, n, judged, chance, skew);
                out[r] = Verdicts.pack(quality, answered, Bits.load(c.copies + 32 * r), valid);
            }
        }
    }

    function _compare(
        OneCoin.Coins memory c,
        uint256 r,
        uint256 histogram
    ) private pure returns (uint256 answered, uint256 n, uint256 agreed) {
        assembly ("memory-safe") {
            calldatacopy(histogram, calldatasize(), 0x4000)
            let row := add(mload(add(c, 0x80)), mul(mload(add(c, 0x60)), r))
            let weight := shl(8, mload(add(mload(add(c, 0x100)), shl(5, r))))
            let gold := mload(add(c, 0xa0))
            let leader := mload(add(c, 0x120))
            for {
                let end := add(row, mload(add(c, 0x20)))
            } lt(row, end) {
                row := add(row, 1)
                gold := add(gold, 1)
                leader := add(leader, 128)
            } {
                let a := byte(0, mload(row))
                if a {
                    answered := add(answered, 1)
                    if and(gt(mload(add(leader, 96)), 1), iszero(byte(0, mload(gold)))) {
                        n := add(n, 1)
                        let first := mload(leader)
                        let second := mload(add(leader, 32))
                        let label := sub(255, and(first, 0xff))
                        if and(eq(a, label), gt(second, 0)) {
                            // Keys compare as numbers: greater weight, then lower class. Without its only answer, or with
                            // less weight than the second, the leader falls.
                            if or(eq(mload(add(leader, 64)), 1), slt(sub(first, weight), second)) {
                                label := sub(255, and(second, 0xff))
                            }
                        }
                        agreed := add(agreed, eq(a, label))
                        let slot := add(histogram, shl(5, a))
                        mstore(slot, add(mload(slot), 1))
                        slot := add(add(histogram, 0x2000), shl(5, label))
                        mstore(slot, add(mload(slot), 1))
                    }
                }
            }
        }
    }

    function _byteAt(uint256 start, uint256 i) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := byte(0, mload(add(start, i)))
        }
    }
}
