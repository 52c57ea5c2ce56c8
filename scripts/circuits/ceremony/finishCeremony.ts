import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { compileCircuit } from "../compileCircuit.ts";
import { exportKey, type KeyFolders, type KeyHashes } from "../exportKey.ts";
import { CeremonyError } from "./CeremonyError.ts";
import { keyPath, readTranscript } from "./transcript.ts";
import { verifyCeremony } from "./verifyCeremony.ts";

/**
 * Verifies a closed ceremony and puts its keys, verifier contracts and transcript in their places.
 *
 * @throws CeremonyError when it is not closed by a beacon or does not verify; nothing is written then
 */
export async function finishCeremony(folder: string, folders: KeyFolders, phaseOneHash?: string): Promise<void> {
  if (!readTranscript(folder).steps.at(-1)?.beacon) {
    throw new CeremonyError("The ceremony is still open: close it with a beacon first.");
  }
  const transcript = await verifyCeremony(folder, phaseOneHash);
  const hashes: Record<string, KeyHashes> = {};
  for (const circuit of transcript.circuits) {
    const compiled = compileCircuit(circuit, join(folder, "check"));
    const key = keyPath(folder, circuit.name, transcript.steps.length);
    hashes[circuit.name] = await exportKey(circuit, compiled, key, "ceremony", folders);
  }
  const summary = { origin: "ceremony", phaseOne: transcript.phaseOne, circuits: hashes };
  writeFileSync(join(folders.keys, "transcript.json"), `${JSON.stringify(transcript, null, 2)}\n`);
  writeFileSync(join(folders.keys, "hashes.json"), `${JSON.stringify(summary, null, 2)}\n`);
}
