// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @notice A note that a pass takes in, with the proof that the holder of its secret owns it.
/// @param root Root of the experience tree the proof was made against.
/// @param spendNullifier `Poseidon(secret, scope, 2)`: each note has one.
/// @param amount Points of experience.
/// @param field Field of the task, 0 for general work.
/// @param points A (2), B (4), C (2) as snarkjs exports them for Solidity.
struct NoteProof {
    uint256 root;
    uint256 spendNullifier;
    uint16 amount;
    uint8 field;
    uint256[8] points;
}
