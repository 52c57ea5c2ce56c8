import type { Random } from "../../../scripts/scorer/fuzz/randomSource.ts";
import { scoreCategorical } from "../../../scripts/scorer/referee/scoreCategorical.ts";
import { splitPay } from "../../../scripts/scorer/referee/splitPay.ts";
import type { CategoricalTask } from "../../../scripts/scorer/referee/types.ts";

/** How one sheet is filled in: given the truth of an item, an answer. */
export type Strategy = (truth: number, item: number) => number;

/** A simulated task: its matrix and the truth behind it. */
export interface Crowd extends CategoricalTask {
  truth: number[];
}

/** Fills one sheet per strategy over items of uniformly drawn truth. */
export function crowd(random: Random, items: number, classes: number, strategies: Strategy[]): Crowd {
  const truth = Array.from({ length: items }, () => 1 + random(classes));
  const answers = Uint8Array.from(strategies.flatMap((strategy) => truth.map(strategy)));
  return { items, classes, sheets: new Uint8Array(strategies.length), answers, truth };
}

/** Looks at the item and is right with the given percentage, else uniformly wrong. */
export function honest(random: Random, classes: number, percent: number): Strategy {
  return (truth) => (random(100) < percent ? truth : 1 + ((truth + random(classes - 1)) % classes));
}

/** Does not look at the item. */
export function blind(random: Random, classes: number): Strategy {
  return () => 1 + random(classes);
}

/** What each sheet of a confirmed, fully revealed task is paid, in places' prices. */
export function payOf(task: CategoricalTask): number[] {
  const { verdicts } = scoreCategorical(task);
  const quota = verdicts.length;
  const price = 1_000_000n;
  const terms = { pool: price * BigInt(quota), quota, items: task.items, kind: 0, confirmed: true } as const;
  const { payouts } = splitPay(
    terms,
    task.sheets.map(() => 0),
    verdicts,
  );
  return payouts.map((payout) => Number(payout) / Number(price));
}
