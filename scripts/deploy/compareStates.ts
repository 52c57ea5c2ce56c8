import type { ChainState } from "./ChainState.ts";

/** A fact on which a chain differs from what it should be. */
export interface Drift {
  readonly fact: string;
  /** Undefined when it should not be there at all. */
  readonly expected?: string;
  /** Undefined when it is missing. */
  readonly actual?: string;
}

/** All differences between two states, in the order of the expected one. */
export function compareStates(expected: ChainState, actual: ChainState): Drift[] {
  // Contracts go on creating others, such as vaults, while they work.
  const created = (fact: string) => fact.startsWith("code of <") && !expected.has(fact);
  const facts = new Set([...expected.keys(), ...[...actual.keys()].filter((fact) => !created(fact))]);
  return [...facts]
    .filter((fact) => expected.get(fact) !== actual.get(fact))
    .map((fact) => ({ fact, expected: expected.get(fact), actual: actual.get(fact) }));
}
