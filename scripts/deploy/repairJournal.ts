import { readFile, truncate } from "node:fs/promises";
import { join } from "node:path";

import { type ArtifactResolver, wipe } from "@nomicfoundation/ignition-core";

interface Message {
  readonly type: string;
  readonly futureId?: string;
}

/** What sends transactions is begun by one of these. */
const BEGINNINGS = ["DEPLOYMENT", "CALL", "SEND_DATA"].map((kind) => `${kind}_EXECUTION_STATE_INITIALIZE`);

/**
 * Makes a journal that a killed process left readable for Ignition: a last line that ends in the middle is cut off, and
 * what was begun without a transaction being asked for, which Ignition takes for a fault of its own, is taken back.
 *
 * @param folder of the deployment; without a journal in it nothing happens
 */
export async function repairJournal(folder: string, artifacts: ArtifactResolver): Promise<void> {
  const path = join(folder, "journal.jsonl");
  const text = await readFile(path, "utf8").catch(() => "");
  const lines = text.split("\n");
  if (!isWhole(lines.at(-1)!)) {
    await truncate(path, Buffer.byteLength(text.slice(0, text.lastIndexOf("\n"))));
    lines.pop();
  }
  const begun = new Set<string>();
  for (const { type, futureId } of lines.filter(Boolean).map((line) => JSON.parse(line) as Message)) {
    if (futureId === undefined) continue;
    if (BEGINNINGS.includes(type)) begun.add(futureId);
    else begun.delete(futureId);
  }
  for (const futureId of begun) await wipe(folder, artifacts, futureId);
}

function isWhole(line: string): boolean {
  if (line === "") return true;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
