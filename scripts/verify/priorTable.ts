/** How far a row is trusted before its answers are looked at: the table of profiles in docs/scoring.md. */
export interface Prior {
  readonly vote: number;
  /** Strength in answers, categorical. */
  readonly strength: bigint;
  /** Quarters of the population's error; absent for models, which are put halfway to chance. */
  readonly error?: bigint;
  /** Strength in answers and quarters of the population's variance, numeric. */
  readonly numericStrength: bigint;
  readonly variance: bigint;
}

const CONTRIBUTORS: readonly Prior[] = [
  { vote: 40, strength: 8n, error: 4n, numericStrength: 1n, variance: 4n },
  { vote: 44, strength: 8n, error: 3n, numericStrength: 1n, variance: 3n },
  { vote: 48, strength: 8n, error: 2n, numericStrength: 1n, variance: 2n },
];
const REVIEWER: Prior = { vote: 60, strength: 16n, error: 2n, numericStrength: 4n, variance: 2n };
const MODEL: Prior = { vote: 20, strength: 8n, numericStrength: 4n, variance: 8n };

/** The prior of a row with this kind byte. */
export function priorTable(kind: number): Prior {
  const [role, tier] = [kind & 3, (kind >> 2) & 3];
  if (role === 0) return CONTRIBUTORS[Math.min(tier, 2)];
  return role === 1 ? REVIEWER : MODEL;
}
