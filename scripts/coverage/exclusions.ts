/** Lines that no test can reach. */
export interface Exclusion {
  /** Path from the repository's root. */
  readonly file: string;
  /** Text of the line, so that no other can take its place. */
  readonly line: string;
  readonly reason: string;
}

/** Lines that do not count; an entry that covers nothing is refused. */
export const EXCLUSIONS: readonly Exclusion[] = [];
