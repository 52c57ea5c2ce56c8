import type { CategoricalInput } from "./CategoricalInput.ts";
import type { SheetVerdict } from "./Judgement.ts";
import { judgeByKappa } from "./judgeByKappa.ts";

/**
 * Judges every row of a categorical matrix.
 *
 * @param without the label of an item without a row that answered it
 */
export function kappaVerdicts(
  { classes, rows, gold }: CategoricalInput,
  copies: readonly number[],
  without: (row: number, item: number) => number,
): SheetVerdict[] {
  const judged = gold.flatMap((known, i) => (known === 0 && rows.filter((row) => row[i] !== 0).length >= 2 ? [i] : []));
  return rows.map((row, r) => {
    const own = Array<number>(classes + 1).fill(0);
    const others = Array<number>(classes + 1).fill(0);
    let agreeing = 0;
    for (const i of judged) {
      if (row[i] === 0) continue;
      const label = without(r, i);
      ++own[row[i]];
      ++others[label];
      if (label === row[i]) ++agreeing;
    }
    const verdict = judgeByKappa({ own, others, agreeing, judged: judged.length });
    const answered = BigInt(row.filter((answer) => answer !== 0).length);
    return { ...verdict, answered, copies: BigInt(copies[r]) };
  });
}
