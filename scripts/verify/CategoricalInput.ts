/** A matrix of categorical answers, already read: 0 or 1..K. */
export interface CategoricalInput {
  readonly classes: number;
  readonly items: number;
  /** Kind byte of each row. */
  readonly kinds: readonly number[];
  readonly rows: readonly (readonly number[])[];
  /** One per item; 0 where nothing is known. */
  readonly gold: readonly number[];
}
