import { logarithm } from "./logarithm.ts";

/** Answers' worth of the school's habits that is mixed into every worker's own. */
const STRENGTH = 4;

/** How much the consensus of a school tells about each worker's answers, in nats summed over the worker's answers. */
export interface InformationGain {
  perWorker: Float64Array;
  /** Mean over the answers of the school's own members; 0 when it has none. */
  ofMembers: number;
}

/**
 * Mutual information between a worker's answers and a school's consensus, each estimated with some shrinkage.
 *
 * A worker who answers without looking, even always the same, gains nothing, whichever the school.
 *
 * @param counts Per worker, answer and consensus, see `compareSchools`.
 * @param members Whether a worker belongs to the school.
 */
export function informationGain(
  counts: Float64Array,
  classes: number,
  members: (worker: number) => boolean,
): InformationGain {
  const row = classes * classes;
  const workers = counts.length / row;
  const school = new Float64Array(row);
  for (let w = 0; w < workers; w++) if (members(w)) for (let j = 0; j < row; j++) school[j] += counts[w * row + j];
  const habit = marginal(school, 0, classes);
  const given = conditional(school, classes);

  const perWorker = new Float64Array(workers);
  const seen = new Float64Array(classes);
  let [gained, answered] = [0, 0];
  for (let w = 0; w < workers; w++) {
    const base = w * row;
    let [sum, gain] = [0, 0];
    seen.fill(0);
    for (let a = 0; a < classes; a++) for (let k = 0; k < classes; k++) seen[k] += counts[base + a * classes + k];
    for (let k = 0; k < classes; k++) sum += seen[k];
    if (sum === 0) continue;
    for (let a = 0; a < classes; a++) {
      let own = 0;
      for (let k = 0; k < classes; k++) own += counts[base + a * classes + k];
      if (own === 0) continue;
      const alone = (own + STRENGTH * habit[a]) / (sum + STRENGTH);
      for (let k = 0; k < classes; k++) {
        const count = counts[base + a * classes + k];
        if (count < 1e-6) continue;
        const informed = (count + STRENGTH * given[a * classes + k]) / (seen[k] + STRENGTH);
        gain += count * logarithm(informed / alone);
      }
    }
    perWorker[w] = gain;
    if (members(w)) [gained, answered] = [gained + gain, answered + sum];
  }
  return { perWorker, ofMembers: answered > 0 ? gained / answered : 0 };
}

/** Shares of the answers, whatever the consensus. */
function marginal(counts: Float64Array, base: number, classes: number): Float64Array {
  const shares = new Float64Array(classes);
  let sum = 0;
  for (let a = 0; a < classes; a++)
    for (let k = 0; k < classes; k++) {
      shares[a] += counts[base + a * classes + k];
      sum += counts[base + a * classes + k];
    }
  return shares.map((share) => (sum > 0 ? share / sum : 1 / classes));
}

/** Shares of the answers given the consensus, with one pseudo-answer each. */
function conditional(counts: Float64Array, classes: number): Float64Array {
  const shares = new Float64Array(classes * classes);
  for (let k = 0; k < classes; k++) {
    let sum = 0;
    for (let a = 0; a < classes; a++) sum += counts[a * classes + k];
    for (let a = 0; a < classes; a++) shares[a * classes + k] = (counts[a * classes + k] + 1) / (sum + classes);
  }
  return shares;
}
