/**
 * A fitted Dawid–Skene model whose hidden states are classes times grades of difficulty: state `s` is class
 * `s % classes` at grade `floor(s / classes)`.
 */
export interface CategoricalModel {
  classes: number;
  /** Number of hidden states, a multiple of `classes`. */
  states: number;
  /** Probability of each state before any answer is seen; sums to 1. */
  prior: Float64Array;
  /** `population[a * states + s]`: probability that a worker answers `a` to an item in state `s`. */
  population: Float64Array;
  /** `rows[(w * classes + a) * states + s]`: the same for worker `w`. */
  rows: Float32Array;
  /** Expected share of a worker's answers that are right, shrunk towards the population's; one per worker. */
  quality: Float64Array;
}
