import { type AnswerTable, BLOCK_ROWS } from "./AnswerTable.ts";
import { ByteInterner } from "./ByteInterner.ts";
import type { CsvRow } from "./CsvScanner.ts";
import { columnsOf } from "./columnsOf.ts";
import { DatasetError } from "./csvError.ts";
import { parseDecimal } from "./parseDecimal.ts";
import { readCsv } from "./readCsv.ts";
import { RowProblems } from "./RowProblems.ts";

/** Most classes a categorical file may have; more means that the answers are numbers or free text. */
const MAX_CLASSES = 65_535;

export interface ReadAnswersOptions {
  kind: "categorical" | "numeric";
  progress?: (fraction: number) => void;
}

/**
 * Streams a CSV of answers (`question,worker,answer`, any order, other columns ignored) into typed arrays.
 *
 * @throws DatasetError naming every bad row by its line, when there is no answer, or more than 65,535 classes.
 * @example
 * const table = await readAnswers("data/bluebird/answers.csv", { kind: "categorical" });
 */
export async function readAnswers(path: string, { kind, progress }: ReadAnswersOptions): Promise<AnswerTable> {
  const [itemIds, workerIds, classIds] = [new ByteInterner(), new ByteInterner(), new ByteInterner()];
  const items: Uint32Array[] = [];
  const workers: Uint32Array[] = [];
  const labels: Uint16Array[] = [];
  const numbers: Float64Array[] = [];
  const problems = new RowProblems(path);
  const numeric = kind === "numeric";
  let rows = 0;

  const header = (names: string[]) => {
    const [question, worker, answer] = columnsOf(names, ["question", "worker", "answer"]);
    return (row: CsvRow) => {
      const { bytes, starts, ends, fields, line } = row;
      if (row.problem) return problems.add(line, row.problem);
      if (fields !== names.length) return problems.add(line, `${fields} columns where the header has ${names.length}`);
      if (starts[question] === ends[question]) return problems.add(line, "the question is empty");
      if (starts[worker] === ends[worker]) return problems.add(line, "the worker is empty");
      if (starts[answer] === ends[answer]) return problems.add(line, "the answer is empty");
      const offset = rows % BLOCK_ROWS;
      if (items.length * BLOCK_ROWS === rows) {
        items.push(new Uint32Array(BLOCK_ROWS));
        workers.push(new Uint32Array(BLOCK_ROWS));
        if (numeric) numbers.push(new Float64Array(BLOCK_ROWS));
        else labels.push(new Uint16Array(BLOCK_ROWS));
      }
      const block = items.length - 1;
      if (numeric) {
        const value = parseDecimal(bytes, starts[answer], ends[answer]);
        if (!Number.isFinite(value)) return problems.add(line, "the answer is not a decimal number");
        numbers[block][offset] = value;
      } else {
        const label = classIds.intern(bytes, starts[answer], ends[answer]);
        if (label >= MAX_CLASSES) {
          throw new DatasetError(
            `line ${line}: more than ${MAX_CLASSES} classes; if these are numbers use --kind numeric`,
          );
        }
        labels[block][offset] = label;
      }
      items[block][offset] = itemIds.intern(bytes, starts[question], ends[question]);
      workers[block][offset] = workerIds.intern(bytes, starts[worker], ends[worker]);
      rows++;
    };
  };
  await readCsv(path, { header, progress });
  problems.throwIfAny();
  if (rows === 0) throw new DatasetError(`${path}: no answers; below the header one row per answer is expected`);
  return {
    rows,
    items,
    workers,
    values: numeric ? numbers : labels,
    itemIds,
    workerIds,
    classIds: numeric ? undefined : classIds,
  };
}
