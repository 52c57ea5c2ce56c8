/** One row of the matrix: 0 contributor, 1 reviewer, 2 model, in the low two bits; the tier (0..2) in the next two. */
export type SheetKind = number;

/** A dense matrix of categorical answers, as the chain sees it. */
export interface CategoricalTask {
  /** Number of columns. */
  items: number;
  /** K, 2..254. */
  classes: number;
  /** One byte per row. */
  sheets: Uint8Array;
  /** Row after row, one byte per item: 0 skipped, 1..K; above K counts as skipped. */
  answers: Uint8Array;
  /** One row, or empty; 0 where the label is unknown. */
  gold?: Uint8Array;
}

/** The same matrix without its gaps; memory in proportion to the answers. */
export interface SparseSheets {
  rows: number;
  items: number;
  classes: number;
  sheets: Uint8Array;
  /** Row r owns the entries rowStart[r] .. rowStart[r + 1] - 1, items in rising order. */
  rowStart: Uint32Array;
  item: Uint32Array;
  /** 1..K. */
  answer: Uint8Array;
  /** One label per item, 0 where unknown. */
  gold: Uint8Array;
}

/** The referee's judgement of one sheet. */
export interface Verdict {
  /** Chance-corrected leave-one-out agreement times coverage, 0..65535. */
  quality: number;
  /** Items answered. */
  answered: number;
  /** Size of the cluster of copied sheets, 1 for a sheet that stands alone. */
  copies: number;
  /** Whether the agreement is beyond what chance explains. */
  valid: boolean;
}

/** What a categorical scorer returns. */
export interface CategoricalResult {
  /** 1..K, 0 where nobody answered. */
  labels: Uint8Array;
  /** 0..255, 255 is certainty. */
  confidences: Uint8Array;
  verdicts: Verdict[];
}

/** A fitted model: labels, and what is needed to take one row's weight away again. */
export interface CategoricalFit {
  labels: Uint8Array;
  confidences: Uint8Array;
  /** The label of entry e's item recomputed without the row that owns e; 0 when nobody else answered or the item is gold. */
  withoutOwn: Uint8Array;
}

/** A matrix of numeric answers without its gaps. */
export interface NumericSheets {
  rows: number;
  items: number;
  /** Declared bounds, -2147483647..2147483647. */
  minimum: number;
  maximum: number;
  sheets: Uint8Array;
  rowStart: Uint32Array;
  item: Uint32Array;
  /** Within the bounds. */
  answer: Int32Array;
  /** One value per item, `SKIPPED` where unknown. */
  gold: Int32Array;
}

/** A dense matrix of numeric answers, as the chain sees it. */
export interface NumericTask {
  items: number;
  minimum: number;
  maximum: number;
  /** One byte per row. */
  sheets: Uint8Array;
  /** Row after row; `SKIPPED` and values out of bounds count as skipped. */
  answers: Int32Array;
  /** One row, or empty; `SKIPPED` where unknown. */
  gold?: Int32Array;
}

/** What the numeric scorer returns. */
export interface NumericResult {
  /** `SKIPPED` where nobody answered. */
  labels: Int32Array;
  confidences: Uint8Array;
  verdicts: Verdict[];
}
