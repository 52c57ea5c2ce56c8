// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title Chauvenet's criterion: how far the answers of a sample of n may lie from its centre.
/// @notice Byte n is k in 1/64 standard deviations with erfc(k / √2) = 1 / (2n), rounded to nearest.
library Chauvenet {
    bytes internal constant TABLE =
        hex"002b4a5962696f73777b7d80828486888a8b8d8e8f919293949596979898999a9b9b9c9d9d9e9f9fa0a0a1a1a2a3a3a3a4a4a5a5a6a6a7a7a7a8a8a8"
        hex"a9a9aaaaaaabababacacacacadadadaeaeaeaeafafafb0b0b0b0b1b1b1b1b1b2b2b2b2b3b3b3b3b3b4b4b4b4b4b5b5b5b5b5b6b6b6b6b6b7b7b7b7b7"
        hex"b7b8b8b8b8b8b8b9b9b9b9b9b9b9babababababababbbbbbbbbbbbbbbcbcbcbcbcbcbcbdbdbdbdbdbdbdbdbdbebebebebebebebebfbfbfbfbfbfbfbf"
        hex"bfc0c0c0c0c0c0c0c0c0c0c1c1c1c1c1c1c1c1c1c1c2c2c2c2c2c2c2c2c2c2c3c3c3c3c3c3c3c3c3c3c3c4c4c4c4c4c4c4c4c4c4c4c4c5c5c5c5c5c5"
        hex"c5c5c5c5c5c5c5c6c6c6c6c6c6c6c6c6";
}
