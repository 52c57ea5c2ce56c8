import type { CategoricalModel } from "./CategoricalModel.ts";

/**
 * Estimates prior and population from the sums of all counts, with one pseudo-item each.
 *
 * @param states Sums over items per state.
 * @param rows Sums over answers, see `sumRows`.
 * @returns The population's share of wrong answers.
 */
export function fitPopulation(model: CategoricalModel, states: Float64Array, rows: Float64Array): number {
  const { classes, unit, prior, population } = model;
  const count = states.length;
  let total = 0;
  for (const sum of states) total += sum;
  for (let s = 0; s < count; s++) prior[s] = (states[s] + unit) / (total + count * unit);
  let [right, answered] = [0, 0];
  for (let s = 0; s < count; s++) {
    let sum = 0;
    for (let a = 0; a < classes; a++) sum += rows[a * count + s];
    right += rows[(s % classes) * count + s];
    answered += sum;
    for (let a = 0; a < classes; a++) {
      population[a * count + s] = (rows[a * count + s] + unit) / (sum + classes * unit);
    }
  }
  return answered > 0 ? 1 - right / answered : 0;
}
