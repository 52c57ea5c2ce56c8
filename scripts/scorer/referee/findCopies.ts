import type { SparseSheets } from "./types.ts";
import { COPY_BITS, COPY_COMMON, COPY_PERCENT, NOISY_COPY_BITS, NOISY_COPY_PERCENT } from "./constants.ts";

/**
 * Size of the cluster of copied sheets that each row belongs to: connected components of the pairs whose agreement is
 * far above what the other answers explain. Agreement on an answer counts one bit when at most half of the others
 * gave it, two when at most a quarter did.
 */
export function findCopies(data: SparseSheets): Uint32Array {
  const pairs = comparePairs(data);
  const parent = Uint32Array.from({ length: data.rows }, (_, r) => r);
  const root = (r: number): number => {
    while (parent[r] !== r) r = parent[r] = parent[parent[r]];
    return r;
  };
  for (const [key, { common, agreed, bits }] of pairs)
    if (isCopy(common, agreed, bits)) parent[root(Math.floor(key / data.rows))] = root(key % data.rows);
  const size = new Uint32Array(data.rows);
  for (let r = 0; r < data.rows; r++) size[root(r)]++;
  return size.map((_, r) => size[root(r)]);
}

interface Pair {
  common: number;
  agreed: number;
  bits: number;
}

function isCopy(common: number, agreed: number, bits: number): boolean {
  if (common < COPY_COMMON) return false;
  if (100 * agreed >= COPY_PERCENT * common && bits >= COPY_BITS) return true;
  return 100 * agreed >= NOISY_COPY_PERCENT * common && bits >= NOISY_COPY_BITS + common - agreed;
}

function comparePairs({ rows, items, classes, rowStart, item, answer }: SparseSheets): Map<number, Pair> {
  const byItem: number[][] = Array.from({ length: items }, () => []);
  for (let r = 0; r < rows; r++) for (let e = rowStart[r]; e < rowStart[r + 1]; e++) byItem[item[e]].push(r, answer[e]);
  const pairs = new Map<number, Pair>();
  const votes = new Uint32Array(classes + 1);
  for (const list of byItem) {
    const given = list.length / 2;
    for (let x = 1; x < list.length; x += 2) votes[list[x]]++;
    for (let x = 0; x < list.length; x += 2)
      for (let y = 0; y < x; y += 2) {
        const key = list[x] * rows + list[y];
        let pair = pairs.get(key);
        if (!pair) pairs.set(key, (pair = { common: 0, agreed: 0, bits: 0 }));
        pair.common++;
        if (list[x + 1] !== list[y + 1]) continue;
        pair.agreed++;
        const others = votes[list[x + 1]] - 2;
        if (2 * others + 1 <= given - 2) pair.bits++;
        if (4 * (others + 1) <= given - 2) pair.bits++;
      }
    for (let x = 1; x < list.length; x += 2) votes[list[x]] = 0;
  }
  return pairs;
}
