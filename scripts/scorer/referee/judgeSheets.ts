import type { SparseSheets, Verdict } from "./types.ts";
import { validityThreshold } from "./validityThreshold.ts";

/**
 * Judges every row by Cohen's kappa between its answers and the labels recomputed without it, times coverage. A row is
 * valid when its agreement exceeds chance by z standard errors under the hypothesis of no skill (Fleiss, Cohen & Everitt
 * 1969), where z grows with the share of the items that it answers, or when it agrees with every label.
 */
export function judgeSheets(data: SparseSheets, withoutOwn: Uint8Array, copies: Uint32Array): Verdict[] {
  const { rows, items, classes, rowStart, item, answer, gold } = data;
  const answers = new Uint32Array(items);
  for (const i of item) answers[i]++;
  let judged = 0;
  for (let i = 0; i < items; i++) if (gold[i] === 0 && answers[i] >= 2) judged++;
  return Array.from({ length: rows }, (_, r) => {
    const given = new Uint32Array(classes + 1);
    const labelled = new Uint32Array(classes + 1);
    let agreed = 0;
    let count = 0;
    for (let e = rowStart[r]; e < rowStart[r + 1]; e++) {
      if (withoutOwn[e] === 0) continue;
      given[answer[e]]++;
      labelled[withoutOwn[e]]++;
      if (answer[e] === withoutOwn[e]) agreed++;
      count++;
    }
    return {
      ...appraise(agreed, count, judged, given, labelled),
      answered: rowStart[r + 1] - rowStart[r],
      copies: copies[r],
    };
  });
}

/** Quality and validity of a row that agrees with `agreed` of `count` labels. */
function appraise(
  agreed: number,
  count: number,
  judged: number,
  given: Uint32Array,
  labelled: Uint32Array,
): Pick<Verdict, "quality" | "valid"> {
  if (count === 0) return { quality: 0, valid: false };
  const n = BigInt(count);
  // chance / n² is the agreement expected of answers given without looking.
  let chance = 0n;
  let skew = 0n;
  for (let k = 1; k < given.length; k++) {
    const product = BigInt(given[k]) * BigInt(labelled[k]);
    chance += product;
    skew += product * BigInt(given[k] + labelled[k]);
  }
  if (chance === n * n) return { quality: Math.floor((65535 * count) / judged), valid: true };
  const excess = BigInt(agreed) * n - chance;
  if (excess <= 0n) return { quality: 0, valid: false };
  const quality = (65535n * excess * n) / ((n * n - chance) * BigInt(judged));
  const threshold = BigInt(validityThreshold(count, judged));
  const variance = chance * n * n + chance * chance - skew * n;
  const valid = agreed === count || 16n * excess * excess * n >= threshold * variance;
  return { quality: Number(quality), valid };
}
