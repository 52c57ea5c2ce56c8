// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {IAchievements} from "../interfaces/IAchievements.sol";
import {PlainName} from "../types/PlainName.sol";

// Markup is full of double quotes.
// solhint-disable quotes

/// @title Achievements
contract Achievements is IAchievements, ERC1155, AccessManaged {
    uint96 public constant MAX_PRICE = 100_000e18;

    IERC721 public immutable PASS;
    ERC20Burnable private immutable AIA;

    /// @dev `holder` is 0 until the achievement is minted.
    struct Badge {
        address holder;
        bool unlocked;
    }

    mapping(uint256 id => PlainName name) private _names;

    /// @inheritdoc IAchievements
    mapping(uint256 id => uint256 price) public priceOf;

    mapping(uint256 passId => mapping(uint256 id => Badge badge)) private _badges;

    constructor(address authority, IERC721 pass, ERC20Burnable aia) ERC1155("") AccessManaged(authority) {
        PASS = pass;
        AIA = aia;
    }

    /// @inheritdoc IAchievements
    function setAchievement(uint256 id, PlainName name, uint96 price) external restricted {
        require(name.isPlain(), AchievementNameInvalid(name));
        require(price <= MAX_PRICE, AchievementPriceTooHigh(price, MAX_PRICE));

        _names[id] = name;
        priceOf[id] = price;
        emit AchievementSet(id, name, price);
        emit URI(uri(id), id);
    }

    /// @inheritdoc IAchievements
    function unlock(uint256 passId, uint256 id) external restricted {
        _badges[passId][id].unlocked = true;
        emit AchievementUnlocked(passId, id);
    }

    /// @inheritdoc IAchievements
    function mint(uint256 passId, uint256 id) external {
        require(PASS.ownerOf(passId) == msg.sender, AchievementCallerUnauthorized(passId, msg.sender));
        Badge storage badge = _badges[passId][id];
        require(badge.unlocked && badge.holder == address(0) && _names[id].isPlain(), AchievementNotDue(passId, id));

        badge.holder = msg.sender;
        _give(address(0), msg.sender, id);
        if (priceOf[id] > 0) AIA.burnFrom(msg.sender, priceOf[id]);
    }

    /// @inheritdoc IAchievements
    function follow(uint256 passId, uint256 id) external {
        Badge storage badge = _badges[passId][id];
        address from = badge.holder;
        address to = PASS.ownerOf(passId);
        require(from != address(0) && from != to, AchievementInPlace(passId, id));

        badge.holder = to;
        _give(from, to, id);
    }

    /// @inheritdoc IAchievements
    function achievementOf(uint256 passId, uint256 id) external view returns (bool unlocked, address holder) {
        Badge memory badge = _badges[passId][id];
        return (badge.unlocked, badge.holder);
    }

    /// @notice Metadata of achievement `id` as a data URI.
    function uri(uint256 id) public view override returns (string memory) {
        string memory name = _names[id].toText();
        bytes memory svg = abi.encodePacked(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 300" font-family="Helvetica,Arial,sans-serif">',
            '<rect width="300" height="300" rx="24" fill="#0f1220"/><path d="M150 40l27 56 61 8-45 43 11 61-54-30-54 30 ',
            '11-61-45-43 61-8z" fill="#fde68a"/><text x="150" y="262" font-size="20" fill="#fff" text-anchor="middle">',
            name,
            "</text></svg>"
        );
        bytes memory json = abi.encodePacked(
            '{"name":"',
            name,
            '","description":"Soulbound achievement of an Alaya contributor.",',
            '"image":"data:image/svg+xml;base64,',
            Base64.encode(svg),
            '"}'
        );
        return string.concat("data:application/json;base64,", Base64.encode(json));
    }

    /// @notice Approvals are impossible: there is nothing they could allow.
    function setApprovalForAll(address, bool) public pure override {
        revert AchievementSoulbound();
    }

    /// @notice Achievements never change hands.
    function safeTransferFrom(address, address, uint256, uint256, bytes memory) public pure override {
        revert AchievementSoulbound();
    }

    /// @notice Achievements never change hands.
    function safeBatchTransferFrom(
        address,
        address,
        uint256[] memory,
        uint256[] memory,
        bytes memory
    ) public pure override {
        revert AchievementSoulbound();
    }

    /// @dev Without the receiver's callback: a pass is held by whom it is held, contract or not.
    function _give(address from, address to, uint256 id) private {
        uint256[] memory ids = new uint256[](1);
        uint256[] memory values = new uint256[](1);
        (ids[0], values[0]) = (id, 1);
        _update(from, to, ids, values);
    }
}
