import { readFile } from "node:fs/promises";

import type { PreparedSheet } from "./prepareSheet.ts";

/**
 * Reads a stored sheet.
 *
 * @throws Error naming the file when it cannot be read
 */
export async function loadSheet(path: string): Promise<PreparedSheet> {
  const revive = (_: string, value: unknown) =>
    typeof value === "string" && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value;
  try {
    return JSON.parse(await readFile(path, "utf8"), revive) as PreparedSheet;
  } catch (error) {
    throw new Error(`${path} is not a readable sheet: ${(error as Error).message}`, { cause: error });
  }
}
