/** What a statement is replaced by to leave it out: a statement must stand behind `if`. */
export const NOTHING = "{}";

/** One small change of a contract's source. */
export interface Mutant {
  /** Path from the repository's root. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** First byte of what is replaced. */
  readonly start: number;
  /** Bytes replaced. */
  readonly length: number;
  readonly original: string;
  readonly replacement: string;
}

/** Shows a mutant on one line. */
export const nameOf = ({ file, line, original, replacement }: Mutant) =>
  `${file}:${line}  ${original.replace(/\s+/g, " ")}  →  ${replacement === NOTHING ? "nothing" : replacement}`;
