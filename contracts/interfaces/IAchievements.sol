// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {PlainName} from "../types/PlainName.sol";

/// @title Soulbound achievements of passes (ERC-1155).
/// @notice Quests unlock them for a pass; its holder mints them and burns their price. They never change hands, but
/// follow their pass when it is recovered.
interface IAchievements {
    /// @notice Achievement `id` has this name and price in units of AIA.
    event AchievementSet(uint256 indexed id, PlainName name, uint96 price);

    /// @notice Pass `passId` may mint achievement `id`.
    event AchievementUnlocked(uint256 indexed passId, uint256 indexed id);

    /// @notice The name has other bytes than letters, digits and spaces, or is empty.
    error AchievementNameInvalid(PlainName name);

    /// @notice Above the greatest price.
    error AchievementPriceTooHigh(uint256 price, uint256 most);

    /// @notice The pass has not unlocked it, nobody has named it, or it is minted already.
    error AchievementNotDue(uint256 passId, uint256 id);

    /// @notice Only the holder of the pass may do this.
    error AchievementCallerUnauthorized(uint256 passId, address caller);

    /// @notice The pass has not changed hands since the achievement was minted, or never minted it.
    error AchievementInPlace(uint256 passId, uint256 id);

    /// @notice Achievements never change hands.
    error AchievementSoulbound();

    /// @notice Names achievement `id` and sets its price. Governance only.
    /// @dev Errors: `AchievementNameInvalid`, `AchievementPriceTooHigh`.
    function setAchievement(uint256 id, PlainName name, uint96 price) external;

    /// @notice Lets pass `passId` mint achievement `id`. Quests only.
    function unlock(uint256 passId, uint256 id) external;

    /// @notice Mints achievement `id` for the caller's pass and burns its price (needs allowance).
    /// @dev Errors: `AchievementCallerUnauthorized`, `AchievementNotDue`.
    function mint(uint256 passId, uint256 id) external;

    /// @notice Brings an achievement to the holder of its pass after a recovery. Anyone may call it.
    /// @dev Errors: `AchievementInPlace`.
    function follow(uint256 passId, uint256 id) external;

    /// @notice Whether pass `passId` unlocked achievement `id`, and who holds it (0: not minted).
    function achievementOf(uint256 passId, uint256 id) external view returns (bool unlocked, address holder);

    /// @notice Units of AIA that minting achievement `id` burns.
    function priceOf(uint256 id) external view returns (uint256);
}
