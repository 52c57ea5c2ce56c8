/** @throws Error when no task number was given */
export function requireTaskNumber(task: bigint): bigint {
  if (task < 1n) throw new Error("Say which task: add --task <number>.");
  return task;
}
