// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title Words as eight lanes of 32 bits, read as unsigned.
library Lanes32 {
    uint256 internal constant ONES = 0x0000000100000001000000010000000100000001000000010000000100000001;
    uint256 private constant TOPS = 0x8000000080000000800000008000000080000000800000008000000080000000;
    uint256 private constant RESTS = 0x7fffffff7fffffff7fffffff7fffffff7fffffff7fffffff7fffffff7fffffff;

    /// @notice x - y modulo 2^32 in every lane.
    function subtract(uint256 x, uint256 y) internal pure returns (uint256) {
        unchecked {
            return ((x | TOPS) - (y & RESTS)) ^ ((x ^ ~y) & TOPS);
        }
    }

    /// @notice 1 in every lane with x >= y.
    function atLeast(uint256 x, uint256 y) internal pure returns (uint256) {
        unchecked {
            uint256 rest = (x | TOPS) - (y & RESTS);
            uint256 apart = x ^ y;
            return (((x & apart) | (rest & ~apart)) >> 31) & ONES;
        }
    }

    /// @notice Every lane modulo 254, by 256 = 2: the lowest byte of each lane, all else 0.
    function modulo254(uint256 x) internal pure returns (uint256) {
        unchecked {
            uint256 bytes_ = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
            x = (x & bytes_) + 2 * ((x >> 8) & bytes_);
            // Now a lane is 65,536·high + low with high, low at most 765, and 65,536 = 4.
            x = (x & (0xffff * ONES)) + 4 * ((x >> 16) & (0xffff * ONES));
            x = (x & (0xff * ONES)) + 2 * ((x >> 8) & (0xff * ONES));
            // At most 283.
            return (x + 2 * (((x + 2 * ONES) >> 8) & ONES)) & (0xff * ONES);
        }
    }

    /// @notice The lowest bytes of the lanes, side by side in the highest eight bytes.
    function narrow(uint256 x) internal pure returns (uint256) {
        x = (x | (x >> 24)) & 0x000000000000ffff000000000000ffff000000000000ffff000000000000ffff;
        x = (x | (x >> 48)) & 0x000000000000000000000000ffffffff000000000000000000000000ffffffff;
        return (x | (x >> 96)) << 192;
    }

    /// @notice Sorts the columns of `rows` rows of `stride` bytes, an even number of words, lowest first, by Batcher's merge
    /// exchange (Knuth, The Art of Computer Programming, volume 3, algorithm 5.2.2M).
    /// @param low Whether all lanes are below 2^31.
    function sortColumns(uint256 start, uint256 rows, uint256 stride, bool low) internal pure {
        unchecked {
            uint256 top = 1;
            while (2 * top < rows) top *= 2;
            for (uint256 p = top; p > 0; p /= 2) {
                uint256 offset;
                uint256 distance = p;
                for (uint256 q = top; ; q /= 2) {
                    // Pairs x, x + distance with x & p = offset: runs of p rows.
                    for (uint256 x = offset; x + distance < rows; x += 2 * p) {
                        uint256 run = x + distance + p < rows ? p : rows - distance - x;
                        uint256 at_ = start + x * stride;
                        if (low) _exchangeLow(at_, run * stride, distance * stride);
                        else _exchange(at_, run * stride, distance * stride);
                    }
                    if (q == p) break;
                    distance = q - p;
                    offset = p;
                }
            }
        }
    }

    /// @dev Puts the lesser lanes of the `size` bytes from `at_` on and of those `distance` further on first.
    function _exchange(uint256 at_, uint256 size, uint256 distance) private pure {
        assembly ("memory-safe") {
            for {
                let end := add(at_, size)
            } lt(at_, end) {
                at_ := add(at_, 32)
            } {
                let x := mload(at_)
                let y := mload(add(at_, distance))
                let apart := xor(x, y)
                let rest := sub(or(x, TOPS), and(y, RESTS))
                // As in atLeast.
                let larger := and(shr(31, or(and(x, apart), and(rest, not(apart)))), ONES)
                apart := and(apart, mul(larger, 0xffffffff))
                mstore(at_, xor(x, apart))
                mstore(add(at_, distance), xor(y, apart))
            }
        }
    }

    /// @dev The same for lanes below 2^31, two words at a time.
    function _exchangeLow(uint256 at_, uint256 size, uint256 distance) private pure {
        assembly ("memory-safe") {
            let other := add(at_, distance)
            for {
                let end := add(at_, size)
            } lt(at_, end) {
                at_ := add(at_, 64)
                other := add(other, 64)
            } {
                let x := mload(at_)
                let y := mload(other)
                let larger := and(sub(or(x, TOPS), y), TOPS)
                let apart := and(xor(x, y), sub(larger, shr(31, larger)))
                mstore(at_, xor(x, apart))
                mstore(other, xor(y, apart))
                x := mload(add(at_, 32))
                y := mload(add(other, 32))
                larger := and(sub(or(x, TOPS), y), TOPS)
                apart := and(xor(x, y), sub(larger, shr(31, larger)))
                mstore(add(at_, 32), xor(x, apart))
                mstore(add(other, 32), xor(y, apart))
            }
        }
    }
}
