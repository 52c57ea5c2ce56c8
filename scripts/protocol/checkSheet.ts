import { dataLength, isHexString } from "ethers";

import type { StoredTask } from "./StoredTask.ts";

/**
 * Refuses a sheet that could never be revealed: the registry takes those of the task's length only.
 *
 * @param answers hexadecimal
 * @throws RangeError saying what is wrong
 */
export function checkSheet({ rowBytes, items }: Pick<StoredTask, "rowBytes" | "items">, answers: string): void {
  if (!isHexString(answers) || answers.length % 2 === 1) throw new RangeError("The answers are not hexadecimal bytes.");
  const length = dataLength(answers);
  if (length !== rowBytes) {
    throw new RangeError(`The sheet has ${length} bytes: this task's have ${rowBytes}, for ${items} items.`);
  }
}
