const HASH_SIZE = 8_192;
const WINDOW = 0x1fff;

/**
 * Length in bytes that FastLZ level 1 gives data: the size by which OP-stack chains charge for data since the Fjord
 * upgrade. After `FlzCompressLen` of op-geth (core/types/rollup_cost.go), which is GasPriceOracle's in Go.
 */
export function fastLzLength(data: Uint8Array): number {
  const table = new Uint32Array(HASH_SIZE);
  const triple = (at: number) => data[at] | (data[at + 1] << 8) | (data[at + 2] << 16);
  const slotOf = (value: number) => (Math.imul(2_654_435_769, value) >>> 19) & WINDOW;
  const limit = Math.max(0, data.length - 13);
  let length = 0;
  let anchor = 0;
  let at = 2;
  while (at < limit) {
    let earlier = 0;
    for (;;) {
      const value = triple(at);
      const slot = slotOf(value);
      earlier = table[slot];
      table[slot] = at;
      const distance = at - earlier;
      if (at >= limit) break;
      at++;
      if (distance <= WINDOW && value === triple(earlier)) break;
    }
    if (at >= limit) break;
    at--;
    if (at > anchor) length += literals(at - anchor);
    const matched = common(data, earlier + 3, at + 3, limit + 9);
    length += match(matched);
    at += matched;
    for (let step = 0; step < 2; step++, at++) table[slotOf(triple(at))] = at;
    anchor = at;
  }
  return length + literals(data.length - anchor);
}

/** Runs of up to 32 literal bytes have one byte of control. */
function literals(run: number): number {
  const rest = run % 32;
  return 33 * Math.floor(run / 32) + (rest > 0 ? rest + 1 : 0);
}

function match(length: number): number {
  const last = length - 1;
  return 3 * Math.floor(last / 262) + (last % 262 >= 6 ? 3 : 2);
}

/** Bytes from `left` and `right` on that agree, and one, as the original counts; `right` ends at `end`. */
function common(data: Uint8Array, left: number, right: number, end: number): number {
  let length = 0;
  for (let rest = end - right; length < rest; length++) if (data[left + length] !== data[right + length]) rest = 0;
  return length;
}
