// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

/// @notice What the answer matrix of a task looks like.
/// @param items Number of columns.
/// @param classes K for categorical answers (2..254), 0 for numeric ones.
/// @param minimum Least possible numeric answer; 0 for categorical tasks.
/// @param maximum Greatest possible numeric answer; 0 for categorical tasks.
struct Shape {
    uint16 items;
    uint8 classes;
    int32 minimum;
    int32 maximum;
}

/// @notice Who wrote an answer sheet, and how far it is trusted before its answers are looked at. One byte:
/// kind (0 contributor, 1 reviewer, 2 model) | tier << 2 (0: levels 1–3, 1: levels 4–6, 2: levels 7–10).
type SheetKind is uint8;

/// @notice The referee's judgement of one answer sheet, packed:
/// quality (16 bits, 0..65535) | answered << 16 (16 bits, items answered) | copies << 32 (8 bits, size of the cluster
/// of copied sheets it belongs to, 1 when it stands alone) | valid << 40 (1 bit).
type Verdict is uint256;
