/** A matrix of numeric answers, already read: within the bounds, or nothing. */
export interface NumericInput {
  readonly minimum: number;
  readonly items: number;
  /** Kind byte of each row. */
  readonly kinds: readonly number[];
  readonly rows: readonly (readonly (number | undefined)[])[];
  /** One per item. */
  readonly gold: readonly (number | undefined)[];
}
