import type { CategoricalResult, CategoricalTask } from "./types.ts";
import { scoreSparse } from "./scoreSparse.ts";
import { sparseFromDense } from "./sparseFromDense.ts";

/**
 * The consensus that the chain recomputes: labels, confidences and a verdict per sheet, equal to the last bit to
 * `CategoricalScorer.score`. Throws RangeError when the shape cannot be scored or lengths disagree.
 * @example scoreCategorical({ items: 2, classes: 2, sheets: new Uint8Array(3), answers: Uint8Array.of(1, 2, 1, 2, 1, 1) })
 */
export function scoreCategorical(task: CategoricalTask): CategoricalResult {
  if (task.classes < 2 || task.classes > 254) throw new RangeError(`${task.classes} classes: give 2 to 254`);
  if (task.items < 1 || task.items > 65535) throw new RangeError(`${task.items} items: give 1 to 65535`);
  if (task.sheets.length > 255) throw new RangeError(`${task.sheets.length} rows: a task has at most 255`);
  return scoreSparse(sparseFromDense(task));
}
