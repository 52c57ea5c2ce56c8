import type { ByteInterner } from "./ByteInterner.ts";

/** Answers as they stand in a file: three columns of numbers, in blocks so that growing never copies. */
export interface AnswerTable {
  /** The number of answers. */
  rows: number;
  /** Question of each answer, in blocks of `BLOCK_ROWS`. */
  items: Uint32Array[];
  /** Worker of each answer. */
  workers: Uint32Array[];
  /** Class number (categorical) or value (numeric) of each answer. */
  values: Uint16Array[] | Float64Array[];
  itemIds: ByteInterner;
  workerIds: ByteInterner;
  /** Class names; undefined for numeric answers. */
  classIds: ByteInterner | undefined;
}

/** Rows in one block of an `AnswerTable`. */
export const BLOCK_ROWS = 1 << 20;
