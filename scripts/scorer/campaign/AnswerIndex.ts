/** Sparse answers sorted by item: those to item `i` stand at positions `starts[i]` up to `starts[i + 1]`. */
export interface AnswerIndex<Values extends Uint16Array | Float64Array> {
  items: number;
  workers: number;
  /** One more entry than there are items. */
  starts: Uint32Array;
  /** Who gave the answer, 0..workers-1. */
  worker: Uint32Array;
  /** Class 0..classes-1 (categorical) or value (numeric). */
  value: Values;
}

/** Categorical answers; `classes` is their number of classes. */
export interface CategoricalIndex extends AnswerIndex<Uint16Array> {
  classes: number;
  /** The class of each item that is known beforehand (gold), -1 where it is not. */
  known?: Int32Array;
}

/** Numeric answers. */
export type NumericIndex = AnswerIndex<Float64Array>;
