import type { CategoricalModel } from "./CategoricalModel.ts";
import type { School } from "./School.ts";

/**
 * Adds up the counts of some workers, per answer and state.
 *
 * @param models The models that hold a share of the counts each; workers' counts are first gathered in the first one.
 * @param sums Receives `classes * states` sums, `a * states + s`, in the model's unit; exact.
 */
export function sumRows(
  models: CategoricalModel[],
  sums: Float64Array,
  { from, to, school }: { from: number; to: number; school?: School },
): void {
  const { classes, states, counts } = models[0];
  sums.fill(0);
  for (let w = from; w < to; w++) {
    if (school && school.of[w] !== school.side) continue;
    for (let a = 0; a < classes; a++) {
      const base = (w * classes + a) * 2 * states + states;
      for (let other = 1; other < models.length; other++) {
        const more = models[other].counts;
        for (let s = base; s < base + states; s++) counts[s] += more[s];
      }
      for (let s = 0; s < states; s++) sums[a * states + s] += counts[base + s];
    }
  }
}
