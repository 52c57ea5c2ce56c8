/** Where threads wait for each other; every one of them calls `wait` equally often. */
export class Barrier {
  readonly #state: Int32Array;
  readonly #parties: number;

  /**
   * @param memory At least `Barrier.BYTES` zero bytes that all the threads share.
   * @param parties Number of threads.
   */
  constructor(memory: SharedArrayBuffer, parties: number) {
    this.#state = new Int32Array(memory, 0, 2);
    this.#parties = parties;
  }

  static readonly BYTES = 8;

  /**
   * Returns once all the threads have called it.
   *
   * @param patience Milliseconds after which to give up with an error; never by default.
   */
  wait(patience = Infinity): void {
    if (this.#parties === 1) return;
    const generation = Atomics.load(this.#state, 1);
    if (Atomics.add(this.#state, 0, 1) === this.#parties - 1) {
      Atomics.store(this.#state, 0, 0);
      Atomics.add(this.#state, 1, 1);
      Atomics.notify(this.#state, 1);
    } else {
      while (Atomics.load(this.#state, 1) === generation) {
        const outcome = Atomics.wait(this.#state, 1, generation, patience);
        if (outcome === "timed-out") throw new Error("a thread of the fit did not start; run it with threads: 1");
      }
    }
  }
}
