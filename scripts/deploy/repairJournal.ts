import { readFile, rm, truncate } from "node:fs/promises";
import { join } from "node:path";

import { type ArtifactResolver, trackTransaction, wipe } from "@nomicfoundation/ignition-core";
import type { EthereumProvider } from "hardhat/types/providers";

import { confirmOvertaken } from "./confirmOvertaken.ts";
import { findTransaction } from "./findTransaction.ts";

interface Message {
  readonly type: string;
  readonly futureId?: string;
  readonly nonce?: number;
}

/** What sends transactions is begun by one of these. */
const BEGINNINGS = ["DEPLOYMENT", "CALL", "SEND_DATA"].map((kind) => `${kind}_EXECUTION_STATE_INITIALIZE`);

/**
 * Makes a journal that a killed process left readable for Ignition: a last line that ends in the middle is cut off; what
 * was begun without a transaction being asked for, which Ignition takes for a fault of its own, is taken back; a
 * transaction that was to be sent next is looked up by its nonce and added, or taken back when it was not sent; and what
 * later transactions have overtaken is confirmed. A list of
 * addresses that ends in the middle is dropped: it is written anew when the deployment is done.
 *
 * @param folder of the deployment; without a journal in it nothing happens
 */
export async function repairJournal(
  folder: string,
  artifacts: ArtifactResolver,
  provider: EthereumProvider,
  deployer: string,
): Promise<void> {
  const path = join(folder, "journal.jsonl");
  const text = await readFile(path, "utf8").catch(() => "");
  const lines = text.split("\n");
  if (lines.at(-1) !== "" && !isWhole(lines.at(-1)!)) {
    await truncate(path, Buffer.byteLength(text.slice(0, text.lastIndexOf("\n"))));
    lines.pop();
  }
  const addresses = join(folder, "deployed_addresses.json");
  if (!isWhole(await readFile(addresses, "utf8").catch(() => "{}"))) await rm(addresses);
  const begun = new Set<string>();
  const prepared = new Map<number, string>();
  for (const { type, futureId, nonce } of lines.filter(Boolean).map((line) => JSON.parse(line) as Message)) {
    if (futureId === undefined) continue;
    if (BEGINNINGS.includes(type)) begun.add(futureId);
    else begun.delete(futureId);
    if (type === "TRANSACTION_PREPARE_SEND") prepared.set(nonce!, futureId);
    if (type === "TRANSACTION_SEND") prepared.delete(nonce!);
  }
  for (const futureId of begun) await wipe(folder, artifacts, futureId);
  for (const [nonce, futureId] of prepared) {
    const hash = await findTransaction(provider, deployer, nonce);
    if (hash === undefined) await wipe(folder, artifacts, futureId);
    else await trackTransaction(folder, hash, provider);
  }
  await confirmOvertaken(path, provider);
}

function isWhole(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
