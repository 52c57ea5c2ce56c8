/** Lines that no test can reach. */
export interface Exclusion {
  /** Path from the repository's root. */
  readonly file: string;
  /** Text of the line, so that no other can take its place. */
  readonly line: string;
  readonly reason: string;
}

const COPIES = "contracts/scoring/categorical/Copies.sol";
const UNREACHABLE = "the loop before it ends by returning; the compiler warns of a function that may end without a value";
const NOT_INSTRUMENTED =
  "reached by `CategoricalScorer equals TypeScript on random matrices`, which runs out of gas on instrumented contracts";

/** Lines that do not count; an entry that covers nothing is refused. */
export const EXCLUSIONS: readonly Exclusion[] = [
  { file: COPIES, line: "return r;", reason: UNREACHABLE },
  { file: "contracts/scoring/numeric/NumericCopies.sol", line: "return r;", reason: UNREACHABLE },
  { file: COPIES, line: "if (low <= most && j > i) _link(c, x, y, low);", reason: NOT_INSTRUMENTED },
  { file: COPIES, line: "if (high <= most && j + 1 < c.length) _link(c, x, y + c.size, high);", reason: NOT_INSTRUMENTED },
];
