import type { StoredTask } from "./StoredTask.ts";

/** In the order of `Phase` in contracts/types/Task.sol. */
export type Phase = "none" | "commit" | "open" | "reveal" | "settle" | "settled" | "cancelled";

/**
 * Phase of a task, by the rule of contracts/tasks/Phases.sol.
 *
 * @param tau protocol time in seconds: what `ProtocolClock.time` returns, not the time of day
 */
export function phaseAt(task: StoredTask, tau: number): Phase {
  if (BigInt(task.requester) === 0n) return "none";
  if (task.ending === 2) return "cancelled";
  if (task.ending === 1) return "settled";
  if (tau < task.commitDeadline) return "commit";
  if (tau < task.revealStart) return "open";
  if (tau >= task.revealStart + task.revealDuration) return "settle";
  return task.reveals === task.commits + task.reviews ? "settle" : "reveal";
}
