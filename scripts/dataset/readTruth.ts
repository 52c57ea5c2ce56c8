import type { AnswerTable } from "./AnswerTable.ts";
import type { CsvRow } from "./CsvScanner.ts";
import { columnsOf } from "./columnsOf.ts";
import { parseDecimal } from "./parseDecimal.ts";
import { readCsv } from "./readCsv.ts";
import { RowProblems } from "./RowProblems.ts";

/** Known labels or values of some questions. */
export interface Truth {
  /** Question number to class number (-1 for a class nobody answered) or value. */
  values: Map<number, number>;
  /** Questions in the truth file that nobody answered; they are left out of every figure. */
  unanswered: number;
}

/**
 * Reads a CSV of known labels (`question,truth`, any order, other columns ignored) for the questions of `answers`.
 *
 * @throws DatasetError naming every bad row by its line; a question with two different truths is one.
 */
export async function readTruth(path: string, answers: AnswerTable): Promise<Truth> {
  const values = new Map<number, number>();
  const problems = new RowProblems(path);
  const { itemIds, classIds } = answers;
  let unanswered = 0;
  const header = (names: string[]) => {
    const [question, truth] = columnsOf(names, ["question", "truth"]);
    return ({ bytes, starts, ends, fields, line, problem }: CsvRow) => {
      if (problem) return problems.add(line, problem);
      if (fields !== names.length) return problems.add(line, `${fields} columns where the header has ${names.length}`);
      if (starts[question] === ends[question]) return problems.add(line, "the question is empty");
      if (starts[truth] === ends[truth]) return problems.add(line, "the truth is empty");
      const value = classIds
        ? classIds.find(bytes, starts[truth], ends[truth])
        : parseDecimal(bytes, starts[truth], ends[truth]);
      if (!Number.isFinite(value)) return problems.add(line, "the truth is not a decimal number");
      const item = itemIds.find(bytes, starts[question], ends[question]);
      if (item < 0) return void unanswered++;
      const earlier = values.get(item);
      if (earlier !== undefined && earlier !== value) {
        return problems.add(line, `a second, different truth for question ${itemIds.text(item)}`);
      }
      values.set(item, value);
    };
  };
  await readCsv(path, { header });
  problems.throwIfAny();
  return { values, unanswered };
}
