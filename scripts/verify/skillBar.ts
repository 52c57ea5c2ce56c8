/** z in sixteenths: how much evidence of skill a sheet needs that answered n of the J judged items. */
export function skillBar(n: bigint, judged: bigint): bigint {
  const least = (a: bigint, b: bigint) => (a < b ? a : b);
  return 16n + (least(96n, 6n * n) * least(judged, 2n * n)) / judged;
}
