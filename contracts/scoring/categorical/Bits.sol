// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title Words as vectors of bits, and memory as an array of words.
library Bits {
    /// @notice Number of set bits, 0..256.
    function count(uint256 x) internal pure returns (uint256 n) {
        assembly ("memory-safe") {
            x := sub(x, and(shr(1, x), 0x5555555555555555555555555555555555555555555555555555555555555555))
            n := and(x, 0x3333333333333333333333333333333333333333333333333333333333333333)
            x := add(n, and(shr(2, x), 0x3333333333333333333333333333333333333333333333333333333333333333))
            x := and(add(x, shr(4, x)), 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f)
            // 65536 is 1 modulo 65535: what is left is the sum of the even bytes plus 256 times that of the odd ones, each
            // at most 128.
            x := mod(x, 0xffff)
            n := add(and(x, 0xff), shr(8, x))
        }
    }

    /// @notice Number of set bits in the low halves of all bytes | in the high halves << 128.
    function countHalves(uint256 x) internal pure returns (uint256 n) {
        assembly ("memory-safe") {
            x := sub(x, and(shr(1, x), 0x5555555555555555555555555555555555555555555555555555555555555555))
            n := and(x, 0x3333333333333333333333333333333333333333333333333333333333333333)
            x := add(n, and(shr(2, x), 0x3333333333333333333333333333333333333333333333333333333333333333))
            n := mod(and(x, 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f), 255)
            x := and(shr(4, x), 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f)
            // 256 is 1 modulo 255, and both sums are at most 128.
            n := or(n, shl(128, mod(x, 255)))
        }
    }

    /// @notice Number of set bits of `a` | of `b` << 128.
    /// @param half Whether only the low halves of bytes are in use, as in planes of at most 128 items.
    function countTwo(uint256 a, uint256 b, bool half) internal pure returns (uint256 n) {
        return half ? countHalves(a | (b << 4)) : count(a) | (count(b) << 128);
    }

    /// @notice Number of bits set in both of two planes.
    /// @dev `count` written out: calls of it would cost a fifth more.
    function countCommon(uint256 a, uint256 b, uint256 blocks) internal pure returns (uint256 n) {
        assembly ("memory-safe") {
            for {
                let end := add(a, shl(5, blocks))
            } lt(a, end) {
                a := add(a, 32)
                b := add(b, 32)
            } {
                let x := and(mload(a), mload(b))
                x := sub(x, and(shr(1, x), 0x5555555555555555555555555555555555555555555555555555555555555555))
                x := add(
                    and(x, 0x3333333333333333333333333333333333333333333333333333333333333333),
                    and(shr(2, x), 0x3333333333333333333333333333333333333333333333333333333333333333)
                )
                x := and(add(x, shr(4, x)), 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f)
                x := mod(x, 0xffff)
                n := add(n, add(and(x, 0xff), shr(8, x)))
            }
        }
    }

    function load(uint256 pointer) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := mload(pointer)
        }
    }

    function store(uint256 pointer, uint256 value) internal pure {
        assembly ("memory-safe") {
            mstore(pointer, value)
        }
    }

    /// @notice Zeroes `size` bytes.
    function clear(uint256 pointer, uint256 size) internal pure {
        assembly ("memory-safe") {
            calldatacopy(pointer, calldatasize(), size)
        }
    }

    /// @notice `size` bytes of zeroed memory.
    function allocate(uint256 size) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := mload(0x40)
            mstore(0x40, add(pointer, size))
            calldatacopy(pointer, calldatasize(), size)
        }
    }

    /// @notice `size` bytes of memory that hold anything, and cost nothing until they are written.
    function reserve(uint256 size) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := mload(0x40)
            mstore(0x40, add(pointer, size))
        }
    }

    /// @notice Gives back all memory from `pointer` on.
    function release(uint256 pointer) internal pure {
        assembly ("memory-safe") {
            mstore(0x40, pointer)
        }
    }
}
