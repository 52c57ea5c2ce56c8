import { join } from "node:path";

import { writeFileAtomically } from "../identity/writeFileAtomically.ts";
import { sealedHashOf } from "../protocol/sealedHashOf.ts";

/**
 * Stores a row with its salt durably, under its hash, before the hash is published: a lost row forfeits its deposit.
 *
 * @returns path of the file
 */
export async function sealRow(directory: string, row: string, salt: string): Promise<string> {
  const path = join(directory, "sealed", `${sealedHashOf(row, salt)}.json`);
  await writeFileAtomically(path, `${JSON.stringify({ row, salt })}\n`);
  return path;
}
