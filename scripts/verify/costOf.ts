/** −8·log2(θ/1024) rounded to nearest, at most 60: the largest c with θ^16 · 2^(2c−1) ≤ 1024^16. */
export function costOf(theta: bigint): number {
  if (theta === 0n) return 60;
  const power = theta ** 16n;
  let cost = 60;
  while (cost > 0 && power << BigInt(2 * cost - 1) > 1n << 160n) --cost;
  return cost;
}
