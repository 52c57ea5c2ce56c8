import { indexAnswers } from "../../../scripts/dataset/indexAnswers.ts";
import { readAnswers } from "../../../scripts/dataset/readAnswers.ts";
import { readTruth } from "../../../scripts/dataset/readTruth.ts";
import type { Row } from "./indexOf.ts";

/** The bluebird data set as rows, and the known class of each item. */
export async function bluebird(): Promise<{ rows: Row[]; truth: Map<number, number> }> {
  const table = await readAnswers("data/bluebird/answers.csv", { kind: "categorical" });
  const { values } = await readTruth("data/bluebird/truth.csv", table);
  const { starts, worker, value, items } = indexAnswers(table).index;
  const rows: Row[] = [];
  for (let item = 0; item < items; item++) {
    for (let position = starts[item]; position < starts[item + 1]; position++) {
      rows.push([item, worker[position], value[position]]);
    }
  }
  return { rows, truth: values };
}
