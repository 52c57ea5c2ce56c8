import { readFile } from "node:fs/promises";

import { writeFileAtomically } from "../identity/writeFileAtomically.ts";
import type { PreparedSheet } from "./prepareSheet.ts";
import { sheetFile } from "./sheetFile.ts";

/**
 * Stores a sheet durably, readable by its owner only. To be called before anything is sent: an opening that is lost
 * costs the bond. A sheet stored under the same nullifier is left alone, and must be the same one.
 *
 * @throws Error when another sheet of this contributor for this task is stored already
 * @returns path of the file
 */
export async function saveSheet(directory: string, sheet: PreparedSheet): Promise<string> {
  const path = sheetFile(directory, sheet.place, sheet.commit.nullifier);
  const content = `${JSON.stringify(sheet, (_, value) => (typeof value === "bigint" ? `${value}n` : value), 2)}\n`;
  try {
    await writeFileAtomically(path, content, { overwrite: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if ((await readFile(path, "utf8")) === content) return path;
    throw new Error(
      `${path} holds another sheet for this task: if it was never committed, move it away and try again.`,
    );
  }
  return path;
}
