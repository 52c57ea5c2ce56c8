import { readFile } from "node:fs/promises";

import type { ProvingKey } from "./prove.ts";

/**
 * Reads a circuit's proving key from `circuits/keys` (Node only).
 *
 * @param circuit name in `circuits/circuits.json`
 */
export async function loadProvingKey(circuit: "eligibility" | "experience"): Promise<ProvingKey> {
  const file = (kind: string) => readFile(new URL(`../../circuits/keys/${circuit}.${kind}`, import.meta.url));
  const [wasm, zkey] = await Promise.all([file("wasm"), file("zkey")]);
  return { wasm: new Uint8Array(wasm), zkey: new Uint8Array(zkey) };
}
