/** Lets each source do so much at a time: a bucket of tokens that fills steadily. */
export class RateLimit {
  readonly #burst: number;
  readonly #perSecond: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { tokens: number; time: number }>();

  /**
   * @param burst requests at once
   * @param perSecond requests per second in the long run
   * @param now milliseconds
   */
  constructor(burst: number, perSecond: number, now: () => number = Date.now) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#now = now;
  }

  /** Whether `source` may make a request now. */
  take(source: string): boolean {
    const time = this.#now();
    const bucket = this.#buckets.get(source) ?? { tokens: this.#burst, time };
    const tokens = Math.min(this.#burst, bucket.tokens + ((time - bucket.time) / 1000) * this.#perSecond);
    // A full bucket is like a new one: forget it, so that the map stays as small as the number of busy sources.
    if (this.#buckets.size > 10_000) this.#forget(time);
    const allowed = tokens >= 1;
    this.#buckets.set(source, { tokens: allowed ? tokens - 1 : tokens, time });
    return allowed;
  }

  #forget(time: number): void {
    const idle = (this.#burst / this.#perSecond) * 1000;
    for (const [source, bucket] of this.#buckets) if (time - bucket.time > idle) this.#buckets.delete(source);
  }
}
