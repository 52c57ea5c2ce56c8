/** What the second referee says about one sheet; see Verdicts in docs/scoring.md. */
export interface SheetVerdict {
  readonly quality: bigint;
  readonly answered: bigint;
  readonly copies: bigint;
  readonly valid: boolean;
}

/** Labels as numbers (0 and −2³¹ for none), confidences, and one verdict per row of the matrix. */
export interface Judgement {
  readonly labels: readonly number[];
  readonly confidences: readonly number[];
  readonly verdicts: readonly SheetVerdict[];
}
