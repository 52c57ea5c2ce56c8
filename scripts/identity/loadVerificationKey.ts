import { readFile } from "node:fs/promises";
import type { VerificationKey } from "snarkjs";

/** Reads a circuit's verification key from `circuits/keys` (Node only). */
export async function loadVerificationKey(circuit: "eligibility" | "experience"): Promise<VerificationKey> {
  const file = new URL(`../../circuits/keys/${circuit}.vkey.json`, import.meta.url);
  return JSON.parse(await readFile(file, "utf8")) as VerificationKey;
}
