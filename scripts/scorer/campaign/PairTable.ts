/** What is known of pairs of workers: items in common, disagreements and a sum; an open-addressing table. */
export class PairTable {
  #mask = (1 << 12) - 1;
  #size = 0;
  #one = new Uint32Array(1 << 12);
  #two = new Uint32Array(1 << 12);
  #common = new Uint32Array(1 << 12);
  #different = new Uint32Array(1 << 12);
  #sum = new Float64Array(1 << 12);

  /** Counts one item that two different workers both answered. */
  add(one: number, two: number, same: boolean, term: number): void {
    const slot = one < two ? this.#slotOf(one, two) : this.#slotOf(two, one);
    if (this.#common[slot]++ === 0) {
      this.#one[slot] = Math.min(one, two);
      this.#two[slot] = Math.max(one, two);
      this.#size++;
    }
    if (!same) this.#different[slot]++;
    this.#sum[slot] += term;
    if (this.#size * 2 > this.#mask) this.#grow();
  }

  /** Calls `visit` for each pair, in an order that depends on the pairs alone up to the table's size. */
  forEach(visit: (one: number, two: number, common: number, different: number, sum: number) => void): void {
    for (let slot = 0; slot <= this.#mask; slot++) {
      if (this.#common[slot] === 0) continue;
      visit(this.#one[slot], this.#two[slot], this.#common[slot], this.#different[slot], this.#sum[slot]);
    }
  }

  #slotOf(one: number, two: number): number {
    let hash = Math.imul(one, 0x9e3779b1) ^ Math.imul(two, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 13)) & this.#mask;
    while (this.#common[slot] !== 0 && (this.#one[slot] !== one || this.#two[slot] !== two))
      slot = (slot + 1) & this.#mask;
    return slot;
  }

  #grow(): void {
    const old = { one: this.#one, two: this.#two, common: this.#common, different: this.#different, sum: this.#sum };
    const length = 2 * (this.#mask + 1);
    this.#mask = length - 1;
    this.#one = new Uint32Array(length);
    this.#two = new Uint32Array(length);
    this.#common = new Uint32Array(length);
    this.#different = new Uint32Array(length);
    this.#sum = new Float64Array(length);
    for (let from = 0; from < old.one.length; from++) {
      if (old.common[from] === 0) continue;
      const to = this.#slotOf(old.one[from], old.two[from]);
      this.#one[to] = old.one[from];
      this.#two[to] = old.two[from];
      this.#common[to] = old.common[from];
      this.#different[to] = old.different[from];
      this.#sum[to] = old.sum[from];
    }
  }
}
