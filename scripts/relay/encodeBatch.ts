import type { Interface } from "ethers";

import { parseRequest } from "./parseRequest.ts";
import type { QueuedSheet } from "./SheetQueue.ts";

/**
 * Calldata of one transaction to the registry for several sheets of one kind and task. Commits succeed or fail together;
 * openings that came too late are skipped by the contract.
 */
export function encodeBatch(registry: Interface, sheets: readonly QueuedSheet[]): string {
  const [{ kind, taskId }] = sheets;
  if (kind === "reveal") {
    const openings = sheets.map(({ payload }) => parseRequest("reveal", payload).opening);
    return registry.encodeFunctionData("revealBatch", [taskId, openings]);
  }
  const calls = sheets.map(({ payload }) => {
    const { sheet, proof, bondSignature } = parseRequest("commit", payload);
    return registry.encodeFunctionData("commit", [taskId, sheet, proof, bondSignature]);
  });
  return calls.length === 1 ? calls[0] : registry.encodeFunctionData("multicall", [calls]);
}
