import { concat } from "ethers";

import { encodeRows } from "./encodeRows.ts";
import type { TaskRecord } from "./readTask.ts";

/**
 * The arguments of `Settlement.settle` for a task whose reveals are over.
 *
 * @example await settlement.settle(...settleArguments(await readTask(registry, 7n)))
 */
export function settleArguments({ taskId, spec, sheets, gold, model }: TaskRecord) {
  return [taskId, spec, encodeRows(sheets), concat(sheets.map(({ answers }) => answers)), gold, model] as const;
}
