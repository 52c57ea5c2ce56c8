/** What became of a mutant. */
export interface Verdict {
  /** Killed by a test; survived all; compiled to the very code of the original; or does not compile. */
  readonly fate: "killed" | "survived" | "equivalent" | "invalid";
  /** File of the test that killed it, or "no end". */
  readonly killer?: string;
}
