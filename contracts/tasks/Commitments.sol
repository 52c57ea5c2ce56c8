// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Opening, SheetCommit, SheetRole, TaskId} from "../types/Task.sol";

/// @title Hashes that bind an answer sheet to its chain, registry, task, author and payout.
library Commitments {
    bytes32 internal constant SCOPE_TYPEHASH = keccak256("AlayaScope(uint256 chainId,address registry,uint256 taskId)");
    bytes32 internal constant COMMITMENT_TYPEHASH = keccak256(
        "AlayaCommitment(uint256 chainId,address registry,uint256 taskId,uint256 nullifier,address payout,bytes32 answersHash,bytes32 salt)"
    );
    bytes32 internal constant SIGNAL_TYPEHASH = keccak256(
        "AlayaSignal(bytes32 commitment,uint8 claimedLevel,address relayer,uint256 fee,address bondAccount)"
    );
    bytes32 internal constant BOND_TYPEHASH = keccak256("BondLock(uint256 taskId,uint256 nullifier,uint256 signal)");

    /// @notice What a contributor's nullifier is derived for: one task of one registry on one chain. 248 bits, below
    /// the field order.
    function scope(TaskId id) internal view returns (uint256) {
        return uint256(keccak256(abi.encode(SCOPE_TYPEHASH, block.chainid, address(this), id))) >> 8;
    }

    /// @notice What the eligibility proof signs: the commitment and everything sent in clear beside it. 248 bits.
    function signal(SheetCommit calldata sheet) internal pure returns (uint256) {
        return
            uint256(
                keccak256(
                    abi.encode(
                        SIGNAL_TYPEHASH,
                        sheet.commitment,
                        sheet.claimedLevel,
                        sheet.relayer,
                        sheet.fee,
                        sheet.bondAccount
                    )
                )
            ) >> 8;
    }

    /// @notice What a commit stores.
    /// @param bond Bond locked by the commit, so that a reveal need not read it from the task.
    function record(
        bytes32 commitment,
        SheetRole role,
        uint8 level,
        address relayer,
        uint128 fee,
        address bondAccount,
        uint128 bond
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(commitment, role, level, relayer, fee, bondAccount, bond));
    }

    /// @notice What the commit of `opening` must have stored.
    function recordOf(TaskId id, Opening calldata opening, bytes32 answersHash) internal view returns (bytes32) {
        bytes32 commitment = keccak256(
            abi.encode(
                COMMITMENT_TYPEHASH,
                block.chainid,
                address(this),
                id,
                opening.nullifier,
                opening.payout,
                answersHash,
                opening.salt
            )
        );
        return
            record(
                commitment,
                opening.role,
                opening.level,
                opening.relayer,
                opening.fee,
                opening.bondAccount,
                opening.bond
            );
    }

    /// @notice The rolling hash `acc` with one more revealed sheet, truncated to 240 bits so that it shares its slot
    /// with the count of reveals.
    function append(
        uint240 acc,
        uint256 nullifier,
        SheetRole role,
        uint8 level,
        address payout,
        address relayer,
        uint128 fee,
        bytes32 answersHash
    ) internal pure returns (uint240) {
        return uint240(uint256(keccak256(abi.encode(acc, nullifier, role, level, payout, relayer, fee, answersHash))));
    }
}
