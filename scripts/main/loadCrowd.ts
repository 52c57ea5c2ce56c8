import { BLOCK_ROWS } from "../dataset/AnswerTable.ts";
import { DatasetError } from "../dataset/csvError.ts";
import { readAnswers } from "../dataset/readAnswers.ts";
import { readTruth } from "../dataset/readTruth.ts";

/** A crowd in which everybody was asked everything. */
export interface Crowd {
  questions: string[];
  workers: string[];
  classes: string[];
  /** One sheet per worker, one byte per question: 0 skipped, 1..K. */
  sheets: Uint8Array[];
  /** True class per question, 1..K; 0 where unknown. */
  truth: Uint8Array;
  /** Number of answers. */
  answers: number;
}

/**
 * Reads `answers.csv` and `truth.csv` of a folder into one answer sheet per worker. Classes are numbered in the order of
 * their names, so that nothing depends on the order of the rows.
 *
 * @throws DatasetError for bad rows, more than 254 classes, or two answers of a worker to one question
 */
export async function loadCrowd(folder: string): Promise<Crowd> {
  const table = await readAnswers(`${folder}/answers.csv`, { kind: "categorical" });
  const truths = await readTruth(`${folder}/truth.csv`, table);
  const names = table.classIds!;
  if (names.size > 254) throw new DatasetError(`${folder}: ${names.size} classes; a task has at most 254`);
  const classes = Array.from({ length: names.size }, (_, i) => names.text(i)).sort();
  const classNumber = Array.from({ length: names.size }, (_, i) => classes.indexOf(names.text(i)) + 1);

  const sheets = Array.from({ length: table.workerIds.size }, () => new Uint8Array(table.itemIds.size));
  for (let row = 0; row < table.rows; row++) {
    const [block, offset] = [Math.floor(row / BLOCK_ROWS), row % BLOCK_ROWS];
    const [item, worker] = [table.items[block][offset], table.workers[block][offset]];
    if (sheets[worker][item] !== 0) {
      const [name, question] = [table.workerIds.text(worker), table.itemIds.text(item)];
      throw new DatasetError(`${folder}: worker ${name} answered question ${question} twice; a sheet has one answer`);
    }
    sheets[worker][item] = classNumber[table.values[block][offset]];
  }
  const truth = new Uint8Array(table.itemIds.size);
  for (const [item, value] of truths.values) truth[item] = value < 0 ? 0 : classNumber[value];
  return {
    questions: Array.from({ length: table.itemIds.size }, (_, i) => table.itemIds.text(i)),
    workers: Array.from({ length: table.workerIds.size }, (_, i) => table.workerIds.text(i)),
    classes,
    sheets,
    truth,
    answers: table.rows,
  };
}
