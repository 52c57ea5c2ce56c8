import type { NumericTask } from "../referee/types.ts";
import { SKIPPED } from "../referee/constants.ts";
import type { Random } from "./randomSource.ts";

/** Sizes of a random matrix; what is not given is drawn. */
export interface NumericLimits {
  rows?: number;
  items?: number;
  maxRows?: number;
  maxItems?: number;
}

/**
 * A random numeric matrix: narrow and full-range bounds, skilled, biased, random and copying rows, skips, values out of
 * bounds, every row kind, with and without gold.
 */
export function randomNumeric(
  random: Random,
  { rows, items, maxRows = 12, maxItems = 25 }: NumericLimits = {},
): Required<NumericTask> {
  const R = rows ?? random(maxRows + 1);
  const N = items ?? 1 + random(maxItems);
  const wide = random(5) === 0;
  const minimum = wide ? SKIPPED + 1 : random(2000) - 1000;
  const maximum = wide ? 2147483647 : minimum + 1 + random(random(2) === 0 ? 20 : 100000);
  const within = (v: number): number => Math.min(Math.max(Math.floor(v), minimum), maximum);
  const anywhere = (): number => within(minimum + (random(1 << 30) / (1 << 30)) * (maximum - minimum + 1));
  const truth = Array.from({ length: N }, anywhere);
  const noise = (maximum - minimum) / (1 + random(100));
  const skip = random(3) * random(60);
  const answers = new Int32Array(R * N);
  for (let r = 0; r < R; r++) {
    const source = r > 0 && random(5) === 0 ? random(r) : -1;
    const own = random(4) === 0 ? 0 : random(100);
    for (let i = 0; i < N; i++) {
      let value = random(100) < own ? within(truth[i] + (random(2001) / 1000 - 1) * noise) : anywhere();
      if (source >= 0 && random(20) !== 0) value = answers[source * N + i];
      else if (random(100) < skip) value = SKIPPED;
      else if (random(200) === 0) value = random(2) === 0 ? 2147483647 : -2147483647;
      answers[r * N + i] = value;
    }
  }
  const kinds = random(3);
  const sheets = Uint8Array.from({ length: R }, () => (kinds === 0 ? 0 : kinds === 1 ? random(12) : random(256)));
  const withGold = random(3) === 0;
  const gold = Int32Array.from({ length: withGold ? N : 0 }, (_, i) =>
    random(4) !== 0 ? SKIPPED : random(5) === 0 ? SKIPPED + random(99) : truth[i],
  );
  return { items: N, minimum, maximum, sheets, answers, gold };
}
