import type { TaskRecord } from "./readTask.ts";
import { settleArguments } from "./settleArguments.ts";

/**
 * The arguments of `Reviews.resolve` for a settled task.
 *
 * @example await reviews.resolve(...resolveArguments(await readTask(registry, 7n)))
 */
export function resolveArguments(record: TaskRecord) {
  const [taskId, spec, rows, answers, gold] = settleArguments(record);
  return [taskId, spec, rows, answers, gold] as const;
}
