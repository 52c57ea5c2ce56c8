import type { CategoricalModel } from "./CategoricalModel.ts";
import type { School } from "./School.ts";

/** Answers' worth of the population's row that is mixed into every worker's row of every state. */
const ROW_STRENGTH = 7;
/** Answers' worth of average errors that is mixed into every worker's own rate of errors. */
const ERROR_STRENGTH = 4;
/** No state's expected rate of errors is taken to be higher than this. */
const MAX_ERROR = 0.98;
/** No probability is taken to be lower than this, 2^-30. */
const LEAST = 1 / 1_073_741_824;

/**
 * Estimates the rows of some workers from their counts and sets the counts to zero.
 *
 * A row is the worker's counts plus seven pseudo-answers spread like the population's row, whose errors are first scaled
 * by the worker's own rate of errors relative to what the population would have made on the same items. It is the
 * hierarchical Dawid–Skene model (Paun et al. 2018, "Comparing Bayesian Models of Annotation", TACL 6), fitted by
 * expectation maximisation.
 *
 * @param models The first holds the counts and the population; all receive the rows.
 * @param meanError The population's share of wrong answers.
 */
export function fitRows(
  models: CategoricalModel[],
  meanError: number,
  { from, to, school }: { from: number; to: number; school?: School },
): void {
  const { classes, states, unit, population, counts, quality } = models[0];
  const given = new Float64Array(states);
  const slack = ERROR_STRENGTH * meanError * unit;
  for (let w = from; w < to; w++) {
    if (school && school.of[w] !== school.side) continue;
    const base = w * classes * 2 * states;
    let [own, right, expected] = [0, 0, 0];
    for (let s = 0; s < states; s++) {
      let sum = 0;
      for (let a = 0; a < classes; a++) sum += counts[base + (2 * a + 1) * states + s];
      given[s] = sum;
      own += sum;
      right += counts[base + (2 * (s % classes) + 1) * states + s];
      expected += sum * (1 - population[(s % classes) * states + s]);
    }
    const ratio = expected + slack > 0 ? (own - right + slack) / (expected + slack) : 1;
    quality[w] = (right + ERROR_STRENGTH * unit - slack) / (own + ERROR_STRENGTH * unit);
    for (let s = 0; s < states; s++) {
      const correct = s % classes;
      const usual = 1 - population[correct * states + s];
      const error = Math.min(usual * ratio, MAX_ERROR);
      const weight = 1 / (given[s] + ROW_STRENGTH * unit);
      for (let a = 0; a < classes; a++) {
        const cell = base + 2 * a * states + s;
        const target = a === correct ? 1 - error : (population[a * states + s] * error) / usual;
        const probability = (counts[cell + states] + ROW_STRENGTH * unit * target) * weight;
        for (const model of models) {
          model.rows[cell] = Math.max(probability, LEAST);
          model.counts[cell + states] = 0;
        }
      }
    }
  }
}
