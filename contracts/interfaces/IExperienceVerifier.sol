// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title Groth16 verifier of the experience circuit.
interface IExperienceVerifier {
    /// @notice Whether the proof holds for the public inputs noteRoot, spendNullifier, identityCommitment,
    /// amountAndField, context.
    function verifyProof(
        uint256[2] calldata a,
        uint256[2][2] calldata b,
        uint256[2] calldata c,
        uint256[5] calldata publicInputs
    ) external view returns (bool);
}
