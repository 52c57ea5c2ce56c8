import type { NumericResult, NumericTask } from "./types.ts";
import { SKIPPED } from "./constants.ts";
import { scoreSparseNumeric } from "./scoreSparseNumeric.ts";

/**
 * The numeric consensus that the chain recomputes, equal to the last bit to `NumericScorer.score`.
 * Throws RangeError when the shape cannot be scored or lengths disagree.
 * @example scoreNumeric({ items: 1, minimum: 0, maximum: 9, sheets: new Uint8Array(3), answers: Int32Array.of(4, 5, 5) })
 */
export function scoreNumeric({ items, minimum, maximum, sheets, answers, gold }: NumericTask): NumericResult {
  const rows = sheets.length;
  if (items < 1 || items > 65535) throw new RangeError(`${items} items: give 1 to 65535`);
  if (minimum >= maximum || minimum === SKIPPED)
    throw new RangeError(`bounds ${minimum}..${maximum}: the minimum must be the lesser and above ${SKIPPED}`);
  if (rows > 255) throw new RangeError(`${rows} rows: a task has at most 255`);
  if (answers.length !== rows * items)
    throw new RangeError(`${rows} rows of ${items} items need ${rows * items} answers, not ${answers.length}`);
  if (gold && gold.length !== 0 && gold.length !== items)
    throw new RangeError(`gold needs ${items} values or none, not ${gold.length}`);
  const inside = (v: number): boolean => v >= minimum && v <= maximum;
  const count = answers.filter(inside).length;
  const rowStart = new Uint32Array(rows + 1);
  const item = new Uint32Array(count);
  const answer = new Int32Array(count);
  let entry = 0;
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < items; i++) {
      const value = answers[r * items + i];
      if (!inside(value)) continue;
      item[entry] = i;
      answer[entry++] = value;
    }
    rowStart[r + 1] = entry;
  }
  const known = new Int32Array(items).fill(SKIPPED);
  if (gold) for (let i = 0; i < gold.length; i++) if (inside(gold[i])) known[i] = gold[i];
  return scoreSparseNumeric({ rows, items, minimum, maximum, sheets, rowStart, item, answer, gold: known });
}
