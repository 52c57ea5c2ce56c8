// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @title An answer matrix as bit planes, in memory.
/// @dev Item i = 256·b + 32·j + t is bit j of byte t (counted from the most significant) of word b of a plane. So a word
/// of 32 answer bytes adds one bit to every byte of its plane, and `(plane >> j) & 0x0101…` gives back a byte mask.
/// Pointers are memory addresses; "plane a of a row" is `planes + row * stride + a * blocks * 32`.
/// @param words Words of 32 items, ceil(items / 32).
/// @param blocks Words of 256 bits per plane, ceil(items / 256).
/// @param stride Bytes from one row's planes to the next.
/// @param planes Per row classes + 1 planes: answered, then one per class; one empty row behind the last.
/// @param votes Per class `words` words of byte tallies: how many rows gave this answer.
/// @param gold classes + 1 planes: label known, then one per class.
/// @param labels classes + 1 planes: judged (not gold and at least two answers), then one per class.
/// @param counted The same of labels that lead by enough to be counted, and of gold; the first plane is not used.
/// @param answers Per row, its number of answers.
/// @param complete One bit per row that answers every item; also set beyond the last row.
/// @param answered One plane: answered by somebody.
/// @param table Address of the first byte of the table of costs.
/// @param profiles Per row, index of what is believed of it beforehand.
/// @param copies Per row, size of its cluster of copied sheets.
/// @param records Per row, what the fit keeps.
/// @param tallies Scores of classes 2..K against class 1, 16-bit lanes biased by 0x4000: `words` pairs of words per class.
struct Grid {
    uint256 rows;
    uint256 items;
    uint256 classes;
    uint256 words;
    uint256 blocks;
    uint256 stride;
    uint256 planes;
    uint256 votes;
    uint256 gold;
    uint256 labels;
    uint256 answered;
    uint256 table;
    uint256 profiles;
    uint256 copies;
    uint256 records;
    uint256 tallies;
    uint256 priors;
    uint256 counted;
    uint256 answers;
    uint256 complete;
}
