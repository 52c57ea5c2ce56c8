import { writeFileSync } from "node:fs";

import { scoreCategorical } from "../referee/scoreCategorical.ts";
import { scoreNumeric } from "../referee/scoreNumeric.ts";
import { splitPay } from "../referee/splitPay.ts";
import type { CategoricalTask, NumericTask } from "../referee/types.ts";
import { encodeInt32 } from "./encodeInt32.ts";
import { packVerdict } from "./packVerdict.ts";
import { randomCategorical } from "./randomCategorical.ts";
import { randomNumeric } from "./randomNumeric.ts";
import { randomSource } from "./randomSource.ts";

/** One case of `test/vectors/scoring.json`; byte strings in hexadecimal. */
export interface ScoringVector {
  items: number;
  classes: number;
  minimum: number;
  maximum: number;
  sheets: string;
  answers: string;
  gold: string;
  labels: string;
  confidences: string;
  verdicts: string[];
  /** The contributors' split of a pool of 1,000,007 among one place more than sheets, confirmed. */
  pay: { payouts: string[]; treasury: string; refund: string };
}

const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString("hex")}`;

/** Computes the case of a matrix. */
export function vectorOf(task: Required<CategoricalTask> | Required<NumericTask>): ScoringVector {
  const numeric = "minimum" in task;
  const result = numeric ? scoreNumeric(task) : scoreCategorical(task);
  const contributors = task.sheets.filter((sheet) => (sheet & 3) === 0).length;
  const terms = { pool: 1_000_007n, quota: contributors + 1, items: task.items, kind: 0, confirmed: true } as const;
  const { payouts, treasury, refund } = splitPay(terms, task.sheets, result.verdicts);
  return {
    items: task.items,
    classes: numeric ? 0 : task.classes,
    minimum: numeric ? task.minimum : 0,
    maximum: numeric ? task.maximum : 0,
    sheets: hex(task.sheets),
    answers: hex(numeric ? encodeInt32(task.answers) : task.answers),
    gold: hex(numeric ? encodeInt32(task.gold) : task.gold),
    labels: hex(result.labels instanceof Int32Array ? encodeInt32(result.labels) : result.labels),
    confidences: hex(result.confidences),
    verdicts: result.verdicts.map((verdict) => packVerdict(verdict).toString()),
    pay: { payouts: payouts.map(String), treasury: treasury.toString(), refund: refund.toString() },
  };
}

/** Writes the golden vectors anew: `node scripts/scorer/fuzz/writeVectors.ts`, only when the specification changes. */
function writeVectors(): void {
  const random = randomSource(20);
  const classes = [2, 2, 2, 3, 4, 5, 6, 7, 8, 9, 40, 254];
  const categorical = classes.map((K) => randomCategorical(random, { rows: 7, items: 36, classes: K }));
  const numeric = [3, 5, 9, 12].map((rows) => randomNumeric(random, { rows, items: 12 }));
  const wide = randomCategorical(random, { rows: 5, items: 300, classes: 2 });
  const vectors = [...categorical, ...numeric, wide].map(vectorOf);
  writeFileSync("test/vectors/scoring.json", `${JSON.stringify(vectors, null, 2)}\n`);
}

if (import.meta.main) writeVectors();
