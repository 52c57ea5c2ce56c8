import type { Interface } from "ethers";

import { parseRequest } from "./parseRequest.ts";
import type { QueuedSheet } from "./SheetQueue.ts";

/**
 * Calldata of one transaction to the registry for several sheets of one kind and task. Commits share one pairing check
 * for all their proofs; what came too late is skipped by the contract.
 */
export function encodeBatch(registry: Interface, sheets: readonly QueuedSheet[]): string {
  const [{ kind, taskId }] = sheets;
  if (kind === "reveal") {
    const openings = sheets.map(({ payload }) => parseRequest("reveal", payload).opening);
    return registry.encodeFunctionData("revealBatch", [taskId, openings]);
  }
  const requests = sheets.map(({ payload }) => parseRequest("commit", payload));
  if (requests.length === 1) {
    const [{ sheet, proof, bondSignature }] = requests;
    return registry.encodeFunctionData("commit", [taskId, sheet, proof, bondSignature]);
  }
  const column = (name: "sheet" | "proof" | "bondSignature") => requests.map((request) => request[name]);
  return registry.encodeFunctionData("commitBatch", [
    taskId,
    column("sheet"),
    column("proof"),
    column("bondSignature"),
  ]);
}
