import type { CategoricalIndex, NumericIndex } from "../../../scripts/scorer/campaign/AnswerIndex.ts";

/** One answer: item, worker, class or value. */
export type Row = [item: number, worker: number, value: number];

/** Answers sorted by item; the numbers of items, workers and classes follow from the largest ones. */
export function categoricalIndex(rows: Row[], classes = count(rows, 2)): CategoricalIndex {
  const sorted = [...rows].sort((a, b) => a[0] - b[0]);
  return { ...layout(rows, sorted), classes, value: Uint16Array.from(sorted, ([, , value]) => value) };
}

/** Numeric answers sorted by item. */
export function numericIndex(rows: Row[]): NumericIndex {
  const sorted = [...rows].sort((a, b) => a[0] - b[0]);
  return { ...layout(rows, sorted), value: Float64Array.from(sorted, ([, , value]) => value) };
}

function layout(rows: Row[], sorted: Row[]) {
  const items = count(rows, 0);
  const starts = new Uint32Array(items + 1);
  for (const [item] of rows) starts[item + 1]++;
  for (let item = 0; item < items; item++) starts[item + 1] += starts[item];
  return { items, workers: count(rows, 1), starts, worker: Uint32Array.from(sorted, ([, worker]) => worker) };
}

function count(rows: Row[], column: 0 | 1 | 2): number {
  return Math.max(...rows.map((row) => row[column])) + 1;
}
