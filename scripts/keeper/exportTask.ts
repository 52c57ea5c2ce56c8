import { getBytes } from "ethers";
import { join } from "node:path";

import { writeFileAtomically } from "../identity/writeFileAtomically.ts";
import type { SettlementRecord } from "../protocol/readSettlement.ts";
import type { TaskRecord } from "../protocol/readTask.ts";

/**
 * Writes a settled task's labels as `task-<N>.csv` (item, label, confidence; an empty label where nobody answered), whole
 * or not at all.
 *
 * @param agrees whether the chain's result is the predicted one; if not, the file's name says so
 * @returns path of the file
 */
export async function exportTask(
  folder: string,
  { taskId, task }: TaskRecord,
  { labels, confidences }: SettlementRecord,
  agrees: boolean,
): Promise<string> {
  const [bytes, certainty] = [getBytes(labels), getBytes(confidences)];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const label = (item: number): number | "" => {
    if (task.classes > 0) return bytes[item] === 0 ? "" : bytes[item];
    const value = view.getInt32(4 * item);
    return value === -(2 ** 31) ? "" : value;
  };
  const rows = Array.from(certainty, (value, item) => `${item + 1},${label(item)},${(value / 255).toFixed(3)}\n`);
  const path = join(folder, `task-${taskId}${agrees ? "" : "-differs"}.csv`);
  await writeFileAtomically(path, `item,label,confidence\n${rows.join("")}`);
  return path;
}
