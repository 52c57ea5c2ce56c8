/**
 * The public value from which the development keys follow, in both phases.
 *
 * Whoever knows it, that is everybody, can forge proofs for these keys: they are for tests and demonstrations only.
 */
export const developmentBeacon = {
  source: "hash of the genesis block of Bitcoin",
  value: "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
  /** The value is hashed 2^iterationsExp times before use. */
  iterationsExp: 10,
} as const;
