// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title Stands in for tree and verifiers, because a proof cannot be made inside the EVM.
/// @notice A proof holds when its points are zero; every root is alive.
contract AnyProof {
    function verifyProof(
        uint256[2] calldata a,
        uint256[2][2] calldata,
        uint256[2] calldata,
        uint256[5] calldata
    ) external pure returns (bool) {
        return a[0] == 0;
    }

    function rootExpiry(uint256) external pure returns (uint40) {
        return type(uint40).max;
    }
}
