/** Labels of categorical items. */
export interface CategoricalOutcome {
  label: ArrayLike<number>;
  /** Equally probable classes, for the items that have more than one. */
  ties: Map<number, number[]>;
  /** Probability of the label, 0..1. */
  confidence: ArrayLike<number>;
}

/** Values of numeric items. */
export interface NumericOutcome {
  estimate: ArrayLike<number>;
  /** Standard error in the unit of the answers; the referee gives a reliability 0..1 instead. */
  certainty: ArrayLike<number>;
}

/** What any scorer says of the workers. */
export interface WorkerOutcome {
  /** Campaign: expected share of right answers, or weight (numeric). Referee: quality 0..1. */
  quality: ArrayLike<number>;
  /** For each worker the one whose vote it shares, itself if none. */
  voter: ArrayLike<number>;
}
