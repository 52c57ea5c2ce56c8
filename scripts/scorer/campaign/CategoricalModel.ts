/**
 * A Dawid–Skene model whose hidden states are classes times grades of difficulty: state `s` is class `s % classes` at
 * grade `floor(s / classes)`.
 *
 * Rows and counts lie side by side in one table, so that the two passes over an item's answers meet the same cache lines:
 * of worker `w` and answer `a`, `rows[b + s]` and `counts[b + states + s]` with `b = (w * classes + a) * 2 * states`.
 */
export interface CategoricalModel {
  classes: number;
  /** Number of hidden states, a multiple of `classes`. */
  states: number;
  /** What one item counts, a power of two: counts are integers, so that their sums do not depend on their order. */
  unit: number;
  /** Probability of each state before any answer is seen; sums to 1. */
  prior: Float64Array;
  /** `population[a * states + s]`: probability that a worker answers `a` to an item in state `s`. */
  population: Float64Array;
  /** The table, read as probabilities that worker `w` answers `a` to an item in state `s`. */
  rows: Float32Array;
  /** The same table, read as sums of the states' probabilities over the items that worker `w` answered with `a`. */
  counts: Int32Array;
  /** Expected share of a worker's answers that are right, shrunk towards the population's; one per worker. */
  quality: Float64Array;
}
