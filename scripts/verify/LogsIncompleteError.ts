/** An event without which the task cannot be checked was not among the logs. */
export class LogsIncompleteError extends Error {
  constructor(taskId: bigint, event: string) {
    super(
      `The logs of task ${taskId} lack ${event}: it is not settled, or the node leaves logs out. Ask another node.`,
    );
    this.name = "LogsIncompleteError";
  }
}
