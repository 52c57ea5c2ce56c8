import type { NumericResult, NumericSheets, SparseSheets } from "./types.ts";
import { FRACTION, RESIDUES, SKIPPED } from "./constants.ts";
import { findCopies } from "./findCopies.ts";
import { fitNumeric } from "./fitNumeric.ts";
import type { NumericFit } from "./fitNumeric.ts";
import { judgeNumeric } from "./judgeNumeric.ts";

/** The referee's numeric consensus on a matrix without gaps. */
export function scoreSparseNumeric(data: NumericSheets): NumericResult {
  const copies = findCopies(residues(data));
  const fit = fitNumeric(data, copies);
  const labels = new Int32Array(data.items).fill(SKIPPED);
  for (let i = 0; i < data.items; i++)
    if (fit.values[i] >= 0) labels[i] = data.minimum + Math.floor((fit.values[i] + FRACTION / 2) / FRACTION);
  return { labels, confidences: confide(data, fit), verdicts: judgeNumeric(data, fit, copies) };
}

/** Answers reduced to a byte, for finding copies. */
function residues(data: NumericSheets): SparseSheets {
  const answer = Uint8Array.from(data.answer, (v) => 1 + ((v - data.minimum) % RESIDUES));
  return { ...data, classes: RESIDUES, answer, gold: new Uint8Array(data.items) };
}

/** Reliability of the weighted mean when a row of average weight has reliability 1/2 (Spearman 1910, Brown 1910). */
function confide({ rows, rowStart, gold }: NumericSheets, fit: NumericFit): Uint8Array {
  let active = 0;
  let total = 0;
  for (let r = 0; r < rows; r++) {
    if (rowStart[r + 1] === rowStart[r]) continue;
    active++;
    total += fit.weights[r];
  }
  const mean = active === 0 ? 0 : Math.floor(total / active);
  return Uint8Array.from(fit.weightSum, (sum, i) => {
    if (gold[i] !== SKIPPED) return 255;
    return fit.answers[i] === 0 ? 0 : Math.floor((255 * sum) / (sum + mean));
  });
}
