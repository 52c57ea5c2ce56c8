// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {PayoutLeaf} from "../../../contracts/types/Task.sol";

/// @title Stands in for tree and verifiers, because a proof cannot be made inside the EVM, and for a settlement of tasks.
/// @notice A proof holds when its points are zero; every root is alive; a payout is one when its path is empty.
contract AnyProof {
    function verifyProof(
        uint256[2] calldata a,
        uint256[2][2] calldata,
        uint256[2] calldata,
        uint256[5] calldata
    ) external pure returns (bool) {
        return a[0] == 0;
    }

    function verifyBatch(uint256[8][] calldata proofs, uint256[5][] calldata inputs) external pure returns (bool) {
        for (uint256 i = 0; i < proofs.length; ++i) {
            if (proofs[i][0] != 0) return false;
        }
        return proofs.length > 0 && proofs.length == inputs.length;
    }

    function isPayable(address, PayoutLeaf calldata, bytes32[] calldata path) external pure returns (bool) {
        return path.length == 0;
    }

    function rootExpiry(uint256) external pure returns (uint40) {
        return type(uint40).max;
    }
}
