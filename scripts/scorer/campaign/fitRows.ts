import type { CategoricalModel } from "./CategoricalModel.ts";
import type { StateCounts } from "./countItems.ts";
import { UNIT } from "./itemPosterior.ts";
import type { School } from "./School.ts";

/** Answers' worth of the population's row that is mixed into every worker's row of every state. */
const ROW_STRENGTH = 7;
/** Answers' worth of average errors that is mixed into every worker's own rate of errors. */
const ERROR_STRENGTH = 4;
/** No state's expected rate of errors is taken to be higher than this. */
const MAX_ERROR = 0.98;

/**
 * Estimates prior, population and every worker's rows from the counts of one pass.
 *
 * A worker's row is its counts plus seven pseudo-answers spread like the population's row, whose errors are first scaled by
 * the worker's own rate of errors relative to what the population would have made on the same items. It is the
 * hierarchical Dawid–Skene model of Paun et al. (2018, "Comparing Bayesian Models of Annotation", TACL 6), fitted by
 * expectation maximisation.
 */
export function fitRows(counts: StateCounts, model: CategoricalModel, school?: School): void {
  const { classes, states, population, rows, quality, prior } = model;
  const workers = quality.length;
  const row = states * classes;

  let total = 0;
  for (let s = 0; s < states; s++) total += counts.prior[s];
  for (let s = 0; s < states; s++) prior[s] = (counts.prior[s] + UNIT) / (total + states * UNIT);

  population.fill(0);
  for (let w = 0; w < workers; w++) {
    if (school && school.of[w] !== school.side) continue;
    for (let j = 0, base = w * row; j < row; j++) population[j] += counts.rows[base + j];
  }
  let [agreed, answered] = [0, 0];
  for (let s = 0; s < states; s++) {
    let sum = 0;
    for (let a = 0; a < classes; a++) sum += population[a * states + s];
    agreed += population[(s % classes) * states + s];
    answered += sum;
    for (let a = 0; a < classes; a++) {
      population[a * states + s] = (population[a * states + s] + UNIT) / (sum + classes * UNIT);
    }
  }
  const meanError = 1 - agreed / answered;

  const given = new Float64Array(states);
  for (let w = 0; w < workers; w++) {
    if (school && school.of[w] !== school.side) continue;
    const base = w * row;
    let [own, right, expected] = [0, 0, 0];
    for (let s = 0; s < states; s++) {
      let sum = 0;
      for (let a = 0; a < classes; a++) sum += counts.rows[base + a * states + s];
      given[s] = sum;
      const diagonal = (s % classes) * states + s;
      own += sum;
      right += counts.rows[base + diagonal];
      expected += sum * (1 - population[diagonal]);
    }
    const slack = ERROR_STRENGTH * meanError * UNIT;
    const ratio = (own - right + slack) / (expected + slack);
    quality[w] = (right + ERROR_STRENGTH * (1 - meanError) * UNIT) / (own + ERROR_STRENGTH * UNIT);
    for (let s = 0; s < states; s++) {
      const correct = s % classes;
      const populationError = 1 - population[correct * states + s];
      const error = Math.min(populationError * ratio, MAX_ERROR);
      const scale = error / populationError;
      const weight = 1 / (given[s] + ROW_STRENGTH * UNIT);
      for (let a = 0; a < classes; a++) {
        const cell = a * states + s;
        const target = a === correct ? 1 - error : population[cell] * scale;
        rows[base + cell] = (counts.rows[base + cell] + ROW_STRENGTH * UNIT * target) * weight;
      }
    }
  }
}
