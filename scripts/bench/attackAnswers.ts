import type { CategoricalIndex } from "../scorer/campaign/AnswerIndex.ts";
import type { Random } from "../scorer/fuzz/randomSource.ts";

/** What replaced workers do with the items they have answered. */
export const ATTACKS = {
  "are honest": undefined,
  "answer at random": (_shared, random, classes) => random(classes),
  "share one random answer per item": (shared) => shared,
  "share it, a fifth of it changed": (shared, random, classes) => (random(5) === 0 ? random(classes) : shared),
  "are left out": () => undefined,
} as const satisfies Record<
  string,
  ((shared: number, random: Random, classes: number) => number | undefined) | undefined
>;

export type Attack = keyof typeof ATTACKS;

/**
 * The answers when a share of the workers, chosen at random, is replaced by attackers.
 *
 * @param share of the workers, 0..1
 */
export function attackAnswers(
  index: CategoricalIndex,
  attack: Attack,
  share: number,
  random: Random,
): CategoricalIndex {
  const { items, workers, classes } = index;
  const answerOf = ATTACKS[attack];
  if (!answerOf) return index;
  const order = Array.from({ length: workers }, (_, w) => w);
  for (let w = workers - 1; w > 0; w--) {
    const other = random(w + 1);
    [order[w], order[other]] = [order[other], order[w]];
  }
  const bad = new Set(order.slice(0, Math.round(share * workers)));
  const starts = new Uint32Array(items + 1);
  const worker: number[] = [];
  const value: number[] = [];
  for (let item = 0; item < items; item++) {
    const shared = random(classes);
    for (let position = index.starts[item]; position < index.starts[item + 1]; position++) {
      const replaced = bad.has(index.worker[position]);
      const answer = replaced ? answerOf(shared, random, classes) : index.value[position];
      if (answer === undefined) continue;
      worker.push(index.worker[position]);
      value.push(answer);
    }
    starts[item + 1] = worker.length;
  }
  return { items, workers, classes, starts, worker: Uint32Array.from(worker), value: Uint16Array.from(value) };
}
