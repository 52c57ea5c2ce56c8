/** Rounds of weights and labels after the first vote. */
export const ROUNDS = 4;
/** Above this number of classes a row has one weight instead of a confusion matrix. */
export const MATRIX_CLASSES = 8;
/** Greatest cost of an answer, in 1/8 bits: two scores of 255 rows differ by less than a signed 16-bit lane holds. */
export const MAX_COST = 60;
/** Labels are counted from this lead on, in 1/8 bits: odds of four to one. */
export const SURE = 16;
/** Probabilities are looked up in 1/1024. */
export const SCALE = 1024;
/** A sheet's share in the population's counts before it is divided among copies. */
export const SHARE = 240;
/** Pseudo-answers that smooth each row of the population's confusion matrix. */
export const POPULATION_PSEUDO = 10;
/** Prior of the population's accuracy: 2 right of 3. */
export const PRIOR_RIGHT = 2;
export const PRIOR_TOTAL = 3;
/** Wrong answers of a one-coin row are thought to spread over this many classes. */
export const ONE_COIN_SPREAD = 8;

/** What is believed of a row before its answers are looked at. */
export interface Profile {
  /** Weight in the first vote. */
  vote: number;
  /** Pseudo-answers of the prior. */
  strength: number;
  /** The prior's errors are the population's times errorQuarters / 4; 0 marks the model row, halfway to chance. */
  errorQuarters: number;
}

/** Contributors of tier 0, 1, 2, reviewers, model rows. */
export const PROFILES: readonly Profile[] = [
  { vote: 40, strength: 8, errorQuarters: 4 },
  { vote: 44, strength: 8, errorQuarters: 3 },
  { vote: 48, strength: 8, errorQuarters: 2 },
  { vote: 60, strength: 16, errorQuarters: 2 },
  { vote: 20, strength: 8, errorQuarters: 0 },
];
export const MODEL_PROFILE = 4;

/** Two rows are compared from this many common items on. */
export const COPY_COMMON = 6;
/** Near-identical rows: agreement in percent, and bits of agreement on answers that the others do not share. */
export const COPY_PERCENT = 97;
export const COPY_BITS = 13;
/** Noisy copies: agreement in percent, and bits less disagreements. */
export const NOISY_COPY_PERCENT = 70;
export const NOISY_COPY_BITS = 24;

/** Squared z-score asked of a sheet, in 1/16: base, and what full coverage adds per answer and at most. */
export const VALID_BASE = 16;
export const VALID_PER_ANSWER = 6;
export const VALID_COVERAGE = 96;

/** A numeric answer that was not given. */
export const SKIPPED = -2147483648;
/** Rounds of weights and labels after the medians. */
export const NUMERIC_ROUNDS = 2;
/** Values are kept in 1/256 units, measured from the declared minimum. */
export const FRACTION = 256;
/** Greatest mean of the others' answers that a row is judged by, in 1/256: above all values. */
export const MOST_VALUE = 2 ** 40;
/** Residuals are kept in 1/64 of the item's spread. */
export const RESIDUAL = 64;
/** Variances of rows are kept in 1/16 squared residual units. */
export const VARIANCE = 16;
/** Weight of a row without variance. */
export const NUMERIC_WEIGHT = 2 ** 32;
/** Pseudo-answers of a row's prior, and its variance in quarters of the population's, by profile. */
export const NUMERIC_PRIORS: readonly { strength: number; quarters: number }[] = [
  { strength: 1, quarters: 4 },
  { strength: 1, quarters: 3 },
  { strength: 1, quarters: 2 },
  { strength: 4, quarters: 2 },
  { strength: 4, quarters: 8 },
];
/** Numeric answers are compared for copies by their residue plus one, so that eight bits hold it. */
export const RESIDUES = 254;
/** Numeric sheets with fewer judged answers are compared item by item. */
export const CORRELATED = 4;
