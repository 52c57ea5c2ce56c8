import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";

import { DatasetError } from "./csvError.ts";

const CHUNK_LINES = 8192;

/**
 * Writes files into a directory, all or none: they are written in full beside it and then moved into place.
 *
 * @param files Lines by file name; line ends are added.
 * @throws DatasetError when the directory cannot be written to; nothing is left behind.
 */
export function writeFiles(directory: string, files: Record<string, Iterable<string>>): void {
  const target = resolve(directory);
  let temporary: string | undefined;
  try {
    mkdirSync(dirname(target), { recursive: true });
    temporary = mkdtempSync(`${target}.partial-`);
    for (const [name, lines] of Object.entries(files)) writeLines(join(temporary, name), lines);
    if (existsSync(target)) {
      for (const name of Object.keys(files)) renameSync(join(temporary, name), join(target, name));
    } else {
      renameSync(temporary, target);
      temporary = undefined;
    }
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code) throw error;
    throw new DatasetError(`${directory}: cannot write here (${(error as Error).message}); give another directory`);
  } finally {
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
  }
}

function writeLines(path: string, lines: Iterable<string>): void {
  const file = openSync(path, "wx");
  try {
    let chunk: string[] = [];
    for (const line of lines) {
      chunk.push(line);
      if (chunk.length < CHUNK_LINES) continue;
      writeSync(file, `${chunk.join("\n")}\n`);
      chunk = [];
    }
    if (chunk.length > 0) writeSync(file, `${chunk.join("\n")}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
