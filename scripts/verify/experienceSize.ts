/** Experience of each valid sheet: what its place's fee pays for, rounded down to 1, 2 or 5 × 10^n. */
export function experienceSize(pool: bigint, quota: number, feeBps: bigint, unit: bigint): bigint {
  if (unit === 0n) return 0n;
  const fee = (pool * feeBps + 9_999n) / 10_000n;
  const points = fee / unit / BigInt(quota);
  const sizes = [0n, ...[1n, 10n, 100n, 1_000n, 10_000n].flatMap((decade) => [decade, 2n * decade, 5n * decade])];
  return sizes.filter((size) => size <= points).pop()!;
}
