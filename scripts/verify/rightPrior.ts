import type { Prior } from "./priorTable.ts";

/** Prior probability, in 1/65536, of an answer that is right with probability `p` in the population. */
export function rightPrior(p: bigint, { error }: Prior, classes: bigint): bigint {
  if (error === undefined) return (p + 65536n / classes) / 2n;
  const wrong = (65536n - p) * error;
  return 65536n - (wrong + 3n) / 4n;
}
