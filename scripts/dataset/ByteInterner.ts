const decoder = new TextDecoder();

/**
 * Numbers distinct byte strings 0, 1, 2, … in the order in which they first appear.
 *
 * Bytes are kept in one growing buffer and found by an open-addressing table, so tens of millions of ids cost about
 * their own length plus 20 bytes each, and no JavaScript string is made until `text` asks for it.
 *
 * @example
 * const ids = new ByteInterner();
 * const bytes = new TextEncoder().encode("q7");
 * ids.intern(bytes, 0, bytes.length); // 0, and again 0 for the same bytes
 */
export class ByteInterner {
  #arena = new Uint8Array(1 << 12);
  #ends = new Float64Array(1 << 8);
  #hashes = new Uint32Array(1 << 8);
  #slots = new Uint32Array(1 << 9);
  #size = 0;
  #used = 0;
  #last = 0;

  /** The number of distinct strings so far. */
  get size(): number {
    return this.#size;
  }

  /** The number of `bytes[start..end)`, a new one if it was never seen. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    if (this.#size > 0 && this.#equals(this.#last, bytes, start, end)) return this.#last;
    const hash = hashOf(bytes, start, end);
    const slot = this.#slotOf(hash, bytes, start, end);
    const found = this.#slots[slot];
    this.#last = found > 0 ? found - 1 : this.#add(slot, hash, bytes, start, end);
    return this.#last;
  }

  /** The number of `bytes[start..end)`, or -1 if it was never interned. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return this.#slots[this.#slotOf(hashOf(bytes, start, end), bytes, start, end)] - 1;
  }

  /** The string with number `id`, decoded as UTF-8. */
  text(id: number): string {
    return decoder.decode(this.#arena.subarray(this.#startOf(id), this.#ends[id]));
  }

  #startOf(id: number): number {
    return id === 0 ? 0 : this.#ends[id - 1];
  }

  #slotOf(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const entry = this.#slots[slot];
      if (entry === 0) return slot;
      if (this.#hashes[entry - 1] === hash && this.#equals(entry - 1, bytes, start, end)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #equals(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#startOf(id);
    const length = end - start;
    if (this.#ends[id] - from !== length) return false;
    const arena = this.#arena;
    for (let i = 0; i < length; i++) if (arena[from + i] !== bytes[start + i]) return false;
    return true;
  }

  #add(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const id = this.#size++;
    const length = end - start;
    if (this.#used + length > this.#arena.length) this.#arena = grown(this.#arena, this.#used + length);
    if (id === this.#ends.length) {
      this.#ends = grown(this.#ends, id + 1);
      this.#hashes = grown(this.#hashes, id + 1);
    }
    this.#arena.set(bytes.subarray(start, end), this.#used);
    this.#used += length;
    this.#ends[id] = this.#used;
    this.#hashes[id] = hash;
    this.#slots[slot] = id + 1;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#size; id++) {
      let slot = this.#hashes[id] & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
  }
}

/** FNV-1a with a final mix, 32 bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(array: T, needed: number): T {
  const larger = new (array.constructor as new (length: number) => T)(Math.max(needed, array.length * 2));
  larger.set(array);
  return larger;
}
