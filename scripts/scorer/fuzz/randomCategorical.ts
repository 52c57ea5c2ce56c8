import type { CategoricalTask } from "../referee/types.ts";
import type { Random } from "./randomSource.ts";

/** Sizes of a random matrix; what is not given is drawn. */
export interface CategoricalLimits {
  rows?: number;
  items?: number;
  classes?: number;
  maxRows?: number;
  maxItems?: number;
}

/**
 * A random categorical matrix of any shape: skilled, biased, random and copying rows, skips, bytes out of range, every
 * row kind, with and without gold.
 */
export function randomCategorical(
  random: Random,
  { rows, items, classes, maxRows = 12, maxItems = 40 }: CategoricalLimits = {},
): Required<CategoricalTask> {
  const R = rows ?? random(maxRows + 1);
  const N = items ?? 1 + random(maxItems);
  const K = classes ?? (random(4) === 0 ? 9 + random(246) : 2 + random(7));
  const used = random(3) === 0 ? 1 + random(K) : K;
  const truth = Array.from({ length: N }, () => 1 + random(used));
  const skip = random(3) * random(60);
  const copying = random(100);
  const skill = 20 + random(81);
  const answers = new Uint8Array(R * N);
  for (let r = 0; r < R; r++) {
    const source = r > 0 && random(200) < copying ? random(r) : -1;
    const noise = random(3) * random(15);
    const own = random(4) === 0 ? random(101) : skill;
    const bias = 1 + random(K);
    for (let i = 0; i < N; i++) {
      let a = random(100) < own ? truth[i] : random(2) === 0 ? bias : 1 + random(K);
      if (source >= 0 && random(100) >= noise) a = answers[source * N + i];
      else if (random(100) < skip) a = 0;
      else if (random(300) === 0) a = random(256);
      answers[r * N + i] = a;
    }
  }
  const kinds = random(3);
  const sheets = Uint8Array.from({ length: R }, () => (kinds === 0 ? 0 : kinds === 1 ? random(12) : random(256)));
  const withGold = random(3) === 0;
  const share = random(60);
  const gold = Uint8Array.from({ length: withGold ? N : 0 }, (_, i) =>
    random(100) >= share ? 0 : random(5) === 0 ? random(256) : truth[i],
  );
  return { items: N, classes: K, sheets, answers, gold };
}
