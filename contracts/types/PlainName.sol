// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @notice A name of letters, digits and spaces, padded with zeros: nothing in it could leave a JSON text or a picture.
type PlainName is bytes32;

using PlainNames for PlainName global;

/// @title Names that are safe to print.
library PlainNames {
    /// @notice Whether the name is not empty and has nothing but letters, digits and spaces before its padding.
    function isPlain(PlainName self) internal pure returns (bool) {
        bytes32 name = PlainName.unwrap(self);
        bool ended = false;
        for (uint256 i = 0; i < 32; ++i) {
            bytes1 c = name[i];
            if (c == 0) {
                ended = true;
                continue;
            }
            bool letter = (c >= "a" && c <= "z") || (c >= "A" && c <= "Z");
            bool digit = c >= "0" && c <= "9";
            if (ended || !(letter || digit || c == " ")) return false;
        }
        return name[0] != 0;
    }

    /// @notice The name without its padding.
    function toText(PlainName self) internal pure returns (string memory) {
        bytes32 name = PlainName.unwrap(self);
        uint256 length = 0;
        while (length < 32 && name[length] != 0) ++length;
        bytes memory text = new bytes(length);
        for (uint256 i = 0; i < length; ++i) {
            text[i] = name[i];
        }
        return string(text);
    }
}
