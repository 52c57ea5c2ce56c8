import type { AnswerTable } from "../../dataset/AnswerTable.ts";
import { csvField } from "../../dataset/csvField.ts";
import type { AnswerIndex } from "../campaign/AnswerIndex.ts";
import type { CategoricalOutcome, NumericOutcome, WorkerOutcome } from "./Outcome.ts";
import type { ScoreReport } from "./ScoreReport.ts";

/** The lines of the files that `--out` writes, by name. */
export function outputFiles(
  table: AnswerTable,
  index: AnswerIndex<Uint16Array> | AnswerIndex<Float64Array>,
  outcome: (CategoricalOutcome | NumericOutcome) & WorkerOutcome,
  report: ScoreReport,
): Record<string, Iterable<string>> {
  return {
    "labels.csv": labelLines(table, index.items, outcome),
    "workers.csv": workerLines(table, index, outcome),
    "report.json": [JSON.stringify(report, undefined, 2)],
  };
}

function* labelLines(
  { itemIds, classIds }: AnswerTable,
  items: number,
  outcome: CategoricalOutcome | NumericOutcome,
): Generator<string> {
  if ("label" in outcome) {
    yield "question,label,confidence";
    for (let item = 0; item < items; item++) {
      const label = csvField(classIds?.text(outcome.label[item]) ?? "");
      yield `${csvField(itemIds.text(item))},${label},${outcome.confidence[item].toFixed(6)}`;
    }
  } else {
    yield "question,value,certainty";
    for (let item = 0; item < items; item++) {
      yield `${csvField(itemIds.text(item))},${outcome.estimate[item]},${outcome.certainty[item]}`;
    }
  }
}

function* workerLines(
  { workerIds }: AnswerTable,
  { workers, worker }: AnswerIndex<Uint16Array> | AnswerIndex<Float64Array>,
  { quality, voter }: WorkerOutcome,
): Generator<string> {
  const answers = new Uint32Array(workers);
  for (const answerer of worker) answers[answerer]++;
  yield "worker,answers,quality,votes_with";
  for (let w = 0; w < workers; w++) {
    const together = voter[w] === w ? "" : csvField(workerIds.text(voter[w]));
    yield `${csvField(workerIds.text(w))},${answers[w]},${quality[w].toFixed(6)},${together}`;
  }
}
