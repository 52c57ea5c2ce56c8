// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {IPassPicture} from "../interfaces/IPassPicture.sol";
import {IPassPolicy} from "../interfaces/IPassPolicy.sol";
import {Pass} from "../types/Pass.sol";

// Markup is full of double quotes.
// solhint-disable quotes

/// @title PassPicture
/// @notice A square card: a ring that fills up towards the next level, the level inside it, skills below.
contract PassPicture is IPassPicture {
    using Strings for uint256;

    /// @dev Skills drawn; the rest is a number.
    uint256 private constant DRAWN_SKILLS = 6;

    /// @dev Length of the ring of radius 96.
    uint256 private constant RING = 603;

    IPassPolicy public immutable POLICY;

    constructor(IPassPolicy policy) {
        POLICY = policy;
    }

    /// @inheritdoc IPassPicture
    function tokenURI(uint256 passId, Pass calldata pass) external view returns (string memory) {
        string[] memory names = _skillNames(pass.skills);
        bytes memory json = abi.encodePacked(
            '{"name":"Alaya Pass #',
            passId.toString(),
            '","description":"Soulbound pass of an Alaya contributor: level and skills earned by labelling.",',
            '"attributes":[{"trait_type":"Level","value":',
            uint256(pass.level).toString(),
            ',"max_value":10},{"trait_type":"Experience","value":',
            uint256(pass.experience).toString(),
            "}",
            _skillAttributes(names),
            '],"image":"data:image/svg+xml;base64,',
            Base64.encode(_svg(passId, pass, names)),
            '"}'
        );
        return string.concat("data:application/json;base64,", Base64.encode(json));
    }

    function _svg(uint256 passId, Pass calldata pass, string[] memory names) private view returns (bytes memory) {
        (string memory light, string memory dark) = _colours(pass.level);
        return
            abi.encodePacked(
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 500" font-family="Helvetica,Arial,sans-serif">',
                '<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop stop-color="',
                light,
                '"/><stop offset="1" stop-color="',
                dark,
                '"/></linearGradient></defs><rect width="500" height="500" rx="36" fill="#0f1220"/>',
                '<rect x="10" y="10" width="480" height="480" rx="28" fill="none" stroke="url(#g)" stroke-width="3"/>',
                '<text x="40" y="62" font-size="26" font-weight="bold" fill="#fff" letter-spacing="6">ALAYA</text>',
                '<text x="460" y="62" font-size="20" fill="#8a90a8" text-anchor="end">#',
                passId.toString(),
                "</text>",
                _ring(pass),
                _chips(names),
                "</svg>"
            );
    }

    function _ring(Pass calldata pass) private view returns (bytes memory) {
        uint256 filled = _progress(pass);
        return
            abi.encodePacked(
                '<g fill="none" stroke-width="14"><circle cx="250" cy="205" r="96" stroke="#232842"/>',
                '<circle cx="250" cy="205" r="96" stroke="url(#g)" stroke-linecap="round" stroke-dasharray="',
                filled.toString(),
                " ",
                (2 * RING).toString(),
                '" transform="rotate(-90 250 205)"',
                filled == 0 ? ' opacity="0"' : "",
                '/></g><g text-anchor="middle"><text x="250" y="160" font-size="17" fill="#8a90a8" letter-spacing="3">',
                'LEVEL</text><text x="250" y="236" font-size="84" font-weight="bold" fill="#fff">',
                uint256(pass.level).toString(),
                '</text><text x="250" y="266" font-size="17" fill="#8a90a8">',
                uint256(pass.experience).toString(),
                " XP</text></g>"
            );
    }

    /// @dev How much of the ring is filled: the way from this level's threshold to the next one's. Above the highest level
    /// there is none: its threshold reads 0.
    function _progress(Pass calldata pass) private view returns (uint256) {
        uint256 from = POLICY.levelTerms(pass.level).experience;
        uint256 to = POLICY.levelTerms(pass.level + 1).experience;
        if (pass.experience >= to) return RING;
        return (Math.saturatingSub(pass.experience, from) * RING) / (to - from);
    }

    function _chips(string[] memory names) private pure returns (bytes memory chips) {
        if (names.length == 0) {
            return
                '<text x="250" y="395" font-size="18" fill="#8a90a8" text-anchor="middle">General contributor</text>';
        }
        uint256 drawn = Math.min(names.length, DRAWN_SKILLS);
        for (uint256 i = 0; i < drawn; ++i) {
            chips = abi.encodePacked(chips, _chip(names[i], 40 + (i % 3) * 144, 348 + (i / 3) * 46));
        }
        if (names.length > drawn) {
            chips = abi.encodePacked(
                chips,
                '<text x="250" y="462" font-size="16" fill="#8a90a8" text-anchor="middle">and ',
                (names.length - drawn).toString(),
                " more</text>"
            );
        }
    }

    /// @dev Long names are squeezed into their chip.
    function _chip(string memory name, uint256 x, uint256 y) private pure returns (bytes memory) {
        return
            abi.encodePacked(
                '<rect x="',
                x.toString(),
                '" y="',
                y.toString(),
                '" width="132" height="36" rx="18" fill="#1b2036" stroke="url(#g)"/><text x="',
                (x + 66).toString(),
                '" y="',
                (y + 23).toString(),
                '" font-size="15" fill="#e8eaf2" text-anchor="middle"',
                bytes(name).length > 14 ? ' textLength="116" lengthAdjust="spacingAndGlyphs">' : ">",
                name,
                "</text>"
            );
    }

    function _skillAttributes(string[] memory names) private pure returns (bytes memory attributes) {
        for (uint256 i = 0; i < names.length; ++i) {
            attributes = abi.encodePacked(attributes, ',{"trait_type":"Skill","value":"', names[i], '"}');
        }
    }

    function _skillNames(uint64 skills) private view returns (string[] memory names) {
        uint256 count = 0;
        names = new string[](64);
        for (uint8 field = 1; field < 64; ++field) {
            if ((skills >> field) & 1 == 1) names[count++] = POLICY.fieldName(field);
        }
        assembly ("memory-safe") {
            mstore(names, count)
        }
    }

    /// @dev One pair of colours per tier of levels: 1–3, 4–6, 7–10.
    function _colours(uint8 level) private pure returns (string memory light, string memory dark) {
        if (level <= 3) return ("#5eead4", "#0ea5e9");
        if (level <= 6) return ("#c4b5fd", "#7c3aed");
        return ("#fde68a", "#f97316");
    }
}
