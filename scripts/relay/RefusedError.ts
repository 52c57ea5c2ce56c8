/** A request that the relay does not take, with the HTTP status that says why. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly status: number;
  /** Short name of the reason, for metrics. */
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}
