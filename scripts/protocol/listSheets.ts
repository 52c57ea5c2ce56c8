import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { loadSheet } from "./loadSheet.ts";
import type { PreparedSheet } from "./prepareSheet.ts";
import type { TaskPlace } from "./scopeOf.ts";
import { sheetFile } from "./sheetFile.ts";

/** All sheets stored for a task, in the order of their files' names; none when there is no such folder. */
export async function listSheets(directory: string, place: TaskPlace): Promise<PreparedSheet[]> {
  const folder = dirname(sheetFile(directory, place, 0n));
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const sheets = names.filter((name) => /^[0-9a-f]+\.json$/.test(name)).sort();
  return Promise.all(sheets.map((name) => loadSheet(join(folder, name))));
}
