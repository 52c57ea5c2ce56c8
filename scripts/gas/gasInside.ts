interface Step {
  readonly op: string;
  readonly depth: number;
  readonly gas: number;
  readonly stack: string[];
}

/** What can trace a transaction. */
export interface Tracer {
  request(call: { method: string; params: unknown[] }): Promise<unknown>;
}

/**
 * Gas of a transaction's calls to `target`, from its trace.
 *
 * @param hash of the transaction
 * @param target address of the called contract
 */
export async function gasInside(provider: Tracer, hash: string, target: string): Promise<number> {
  const params = [hash, { disableMemory: true, disableStorage: true }];
  const { structLogs } = (await provider.request({ method: "debug_traceTransaction", params })) as {
    structLogs: Step[];
  };
  let inside = 0;
  for (const [index, { op, depth, gas, stack }] of structLogs.entries()) {
    if (depth !== 1 || op !== "CALL" || BigInt(stack.at(-2) ?? 0) !== BigInt(target)) continue;
    const after = structLogs.slice(index + 1).find((step) => step.depth === 1);
    if (after !== undefined) inside += gas - after.gas;
  }
  return inside;
}
