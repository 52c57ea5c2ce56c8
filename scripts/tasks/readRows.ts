import { parse } from "csv-parse/sync";
import { readFile } from "node:fs/promises";

/**
 * Reads a CSV file with a header line.
 *
 * @param columns columns that must be there
 * @throws Error naming file, line and column that are wrong
 */
export async function readRows(path: string, columns: readonly string[]): Promise<Record<string, string>[]> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Error(`Cannot read ${path}: ${error.code === "ENOENT" ? "there is no such file" : error.message}.`);
  });
  let rows: Record<string, string>[];
  try {
    rows = parse(text, { bom: true, columns: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw new Error(`${path} is not a CSV file: ${(error as Error).message}.`);
  }
  if (rows.length === 0) throw new Error(`${path} has no rows below its header.`);
  const missing = columns.find((column) => !(column in rows[0]));
  if (missing !== undefined) {
    throw new Error(`${path} has no column "${missing}": its columns are ${Object.keys(rows[0]).join(", ")}.`);
  }
  return rows;
}
