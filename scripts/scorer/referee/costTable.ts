import { MAX_COST, SCALE } from "./constants.ts";

/**
 * Cost of a probability θ/1024 in 1/8 bits: -8·log2(θ/1024) rounded to nearest, at most 60.
 * Exact integers: the cost is the largest c with θ^16 · 2^(2c - 1) ≤ 1024^16.
 */
export function costTable(): Uint8Array {
  const table = new Uint8Array(SCALE).fill(MAX_COST);
  const one = BigInt(SCALE) ** 16n;
  let cost = MAX_COST;
  for (let theta = 1; theta < SCALE; theta++) {
    const power = BigInt(theta) ** 16n;
    while (cost > 0 && power << BigInt(2 * cost - 1) > one) cost--;
    table[theta] = cost;
  }
  return table;
}

/** The table itself, shared by all fits. */
export const COST = costTable();
