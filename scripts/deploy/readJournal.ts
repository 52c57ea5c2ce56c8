import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What Ignition's journal says of the transactions of a deployment. */
export interface Journal {
  /** Confirmed transactions. */
  readonly transactions: number;
  /** Block of the first of them; 0 without any. */
  readonly firstBlock: number;
}

/** Reads the journal of a deployment; an absent one is empty. */
export async function readJournal(folder: string): Promise<Journal> {
  const text = await readFile(join(folder, "journal.jsonl"), "utf8").catch(() => "");
  const blocks = text
    .split("\n")
    .filter((line) => line.includes('"TRANSACTION_CONFIRM"'))
    .map((line) => Number(JSON.parse(line).receipt.blockNumber));
  return { transactions: blocks.length, firstBlock: blocks.length === 0 ? 0 : Math.min(...blocks) };
}
