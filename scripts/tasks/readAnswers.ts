import { type AnswerShape, encodeAnswers } from "../protocol/encodeAnswers.ts";
import { readRows } from "./readRows.ts";

/**
 * Reads a sheet, or gold, from a CSV file with the columns `item` (from 1) and `answer` (from 1, or a number). Items that
 * are left out, or have an empty answer, are skipped.
 *
 * @param decimals decimal places of numeric answers
 * @throws Error naming file, item and answer that are wrong
 * @returns the sheet in hexadecimal
 */
export async function readAnswers(path: string, shape: AnswerShape, decimals = 0): Promise<string> {
  const answers = new Array<number | undefined>(shape.items).fill(undefined);
  const seen = new Set<number>();
  for (const { item, answer } of await readRows(path, ["item", "answer"])) {
    const index = Number(item) - 1;
    if (!/^\d+$/.test(item) || index < 0 || index >= shape.items) {
      throw new Error(`${path}: there is no item "${item}", give 1 to ${shape.items}.`);
    }
    if (seen.has(index)) throw new Error(`${path}: item ${item} is there twice.`);
    seen.add(index);
    if (answer !== "") answers[index] = scaled(path, item, answer, decimals);
  }
  try {
    return encodeAnswers(answers, shape);
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`);
  }
}

/** "1.25" with two decimal places is 125. */
function scaled(path: string, item: string, answer: string, decimals: number): number {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(answer);
  if (!match || (match[3] ?? "").length > decimals) {
    const form = decimals === 0 ? "a whole number" : `a number with at most ${decimals} decimal places`;
    throw new Error(`${path}: item ${item} has answer "${answer}", give ${form}.`);
  }
  const [, sign, whole, fraction = ""] = match;
  return Number(`${sign}${whole}${fraction.padEnd(decimals, "0")}`);
}
