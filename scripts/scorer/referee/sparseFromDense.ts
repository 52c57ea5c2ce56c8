import type { CategoricalTask, SparseSheets } from "./types.ts";

/** Drops the skipped answers of a dense matrix; bytes above K count as skipped. Throws when the lengths disagree. */
export function sparseFromDense({ items, classes, sheets, answers, gold }: CategoricalTask): SparseSheets {
  const rows = sheets.length;
  if (answers.length !== rows * items)
    throw new RangeError(`${rows} rows of ${items} items need ${rows * items} answer bytes, not ${answers.length}`);
  if (gold && gold.length !== 0 && gold.length !== items)
    throw new RangeError(`gold needs ${items} bytes or none, not ${gold.length}`);
  let count = 0;
  for (const a of answers) if (a >= 1 && a <= classes) count++;
  const rowStart = new Uint32Array(rows + 1);
  const item = new Uint32Array(count);
  const answer = new Uint8Array(count);
  let entry = 0;
  for (let r = 0; r < rows; r++) {
    rowStart[r] = entry;
    for (let i = 0; i < items; i++) {
      const a = answers[r * items + i];
      if (a < 1 || a > classes) continue;
      item[entry] = i;
      answer[entry++] = a;
    }
  }
  rowStart[rows] = entry;
  const known = new Uint8Array(items);
  if (gold) for (let i = 0; i < gold.length; i++) if (gold[i] <= classes) known[i] = gold[i];
  return { rows, items, classes, sheets, rowStart, item, answer, gold: known };
}
