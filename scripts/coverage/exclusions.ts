/** Lines that no test can reach. */
export interface Exclusion {
  /** Path from the repository's root. */
  readonly file: string;
  /** Text of the line, so that no other can take its place. */
  readonly line: string;
  readonly reason: string;
}

/** Lines that do not count; an entry that covers nothing is refused. */
export const EXCLUSIONS: readonly Exclusion[] = ["categorical/Copies.sol", "numeric/NumericCopies.sol"].map((name) => ({
  file: `contracts/scoring/${name}`,
  line: "return r;",
  reason: "the loop before it ends by returning; the compiler warns of a function that may end without a value",
}));
