/**
 * Size of the cluster of copies that each row belongs to.
 *
 * @param rows answers as bytes, 0 for skipped
 */
export function clusterSizes(rows: readonly (readonly number[])[]): number[] {
  const given = (rows[0] ?? []).map((_, i) => {
    const counts = new Map<number, number>();
    for (const row of rows) if (row[i] !== 0) counts.set(row[i], (counts.get(row[i]) ?? 0) + 1);
    return { counts, total: [...counts.values()].reduce((sum, count) => sum + count, 0) };
  });

  const cluster = rows.map((_, r) => r);
  for (let r = 0; r < rows.length; ++r) {
    for (let s = r + 1; s < rows.length; ++s) {
      if (cluster[r] === cluster[s] || !linked(rows[r], rows[s], given)) continue;
      const [from, to] = [cluster[s], cluster[r]];
      for (let t = 0; t < cluster.length; ++t) if (cluster[t] === from) cluster[t] = to;
    }
  }
  return cluster.map((own) => cluster.filter((other) => other === own).length);
}

interface Given {
  readonly counts: ReadonlyMap<number, number>;
  readonly total: number;
}

function linked(one: readonly number[], other: readonly number[], given: readonly Given[]): boolean {
  let [common, agreed, bits] = [0, 0, 0];
  for (let i = 0; i < one.length; ++i) {
    if (one[i] === 0 || other[i] === 0) continue;
    ++common;
    if (one[i] !== other[i]) continue;
    ++agreed;
    const { counts, total } = given[i];
    const same = counts.get(one[i]) ?? 0;
    if (2 * same <= total + 1) ++bits;
    if (4 * same <= total + 2) ++bits;
  }
  const different = common - agreed;
  if (common < 6) return false;
  return (100 * different <= 3 * common && bits >= 13) || (10 * different <= 3 * common && bits >= 24 + different);
}
