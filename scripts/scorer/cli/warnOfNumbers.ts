import type { AnswerTable } from "../../dataset/AnswerTable.ts";

/** More classes than this, all of them numbers, look like measurements. */
const MANY = 50;

/** Says on standard error when categorical answers look like numbers; classes may be named by numbers, so it is no error. */
export function warnOfNumbers({ classIds }: AnswerTable): void {
  if (!classIds || classIds.size <= MANY) return;
  for (let k = 0; k < classIds.size; k++) if (!Number.isFinite(Number(classIds.text(k)))) return;
  console.error(`note: all ${classIds.size} classes are numbers; for measurements use --kind numeric`);
}
