import type { SheetVerdict } from "./Judgement.ts";

/** What is shared. */
export interface PoolTerms {
  readonly pool: bigint;
  readonly quota: number;
  readonly items: number;
  /** Whether gold was opened or at least three contributors' sheets were revealed. */
  readonly confirmed: boolean;
}

/** The pay of each sheet of a pool's kind. */
export function sharePool({ pool, quota, items, confirmed }: PoolTerms, verdicts: readonly SheetVerdict[]): bigint[] {
  const u = pool / BigInt(quota);
  const place = ({ copies }: SheetVerdict) => 2n ** 32n / copies;
  const valid = verdicts.filter((verdict) => verdict.valid);
  const places = valid.reduce((sum, verdict) => sum + place(verdict), 0n);
  const weights = valid.reduce((sum, verdict) => sum + verdict.quality * place(verdict), 0n);
  const flat = (divisor: bigint) => (verdict: SheetVerdict) => {
    if (2n * verdict.answered < BigInt(items)) return 0n;
    return u / (verdict.copies > divisor ? verdict.copies : divisor);
  };
  if (!confirmed) return verdicts.map(flat(1n));
  if (weights === 0n) return verdicts.map(flat(10n));
  return verdicts.map((verdict) => {
    if (!verdict.valid) return 0n;
    const share = (((u * places) / 2n ** 32n) * verdict.quality * place(verdict)) / weights;
    const cap = (5n * u) / (4n * verdict.copies);
    return share < cap ? share : cap;
  });
}
