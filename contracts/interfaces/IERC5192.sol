// SPDX-License-Identifier: CC0-1.0
pragma solidity 0.8.37;

/// @title ERC-5192: minimal soulbound tokens.
interface IERC5192 {
    /// @notice `tokenId` can no longer be transferred.
    event Locked(uint256 tokenId);

    /// @notice `tokenId` can be transferred again.
    event Unlocked(uint256 tokenId);

    /// @notice Whether `tokenId` is bound to its holder. Reverts for tokens that do not exist.
    function locked(uint256 tokenId) external view returns (bool);
}
