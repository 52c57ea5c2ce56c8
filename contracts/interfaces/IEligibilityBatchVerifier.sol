// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title Groth16 verifier of many proofs of the eligibility circuit in one pairing check.
interface IEligibilityBatchVerifier {
    /// @notice Whether every proof holds for its public inputs root, nullifier, scope, signal, requirement; false for
    /// an empty batch.
    /// @param proofs A (2), B (4), C (2) as snarkjs exports them for Solidity.
    function verifyBatch(uint256[8][] calldata proofs, uint256[5][] calldata publicInputs) external view returns (bool);
}
