import { existsSync } from "node:fs";

import { sha256File } from "../sha256File.ts";
import { CeremonyError } from "./CeremonyError.ts";
import { keyPath, readTranscript, type Step, writeTranscript } from "./transcript.ts";

/** Makes the next key of one circuit and returns the hash of the contribution. */
export type KeyStep = (from: string, to: string) => Promise<Uint8Array>;

/**
 * Adds one step to every circuit's key, and to the transcript once all keys are written.
 *
 * @param name who contributes: letters, digits, and `.@_-` and spaces within
 * @throws CeremonyError when the ceremony is closed, the name is unusable, or a key is not the transcript's
 */
export async function addStep(folder: string, name: string, makeKey: KeyStep, beacon?: Step["beacon"]): Promise<Step> {
  const transcript = readTranscript(folder);
  if (!/^[\w.@-](?:[\w.@ -]{0,58}[\w.@-])?$/.test(name)) {
    throw new CeremonyError("Name yourself in 1 to 60 letters, digits, spaces, or .@_- (--name).");
  }
  if (transcript.steps.some((step) => step.beacon)) {
    throw new CeremonyError("The beacon has closed this ceremony: only verify and finish are left.");
  }
  const step = transcript.steps.length;
  const before = transcript.steps.at(-1)?.keys ?? transcript.initialKeys;
  const contributions: Record<string, string> = {};
  const keys: Record<string, string> = {};
  for (const circuit of transcript.circuits) {
    const from = keyPath(folder, circuit.name, step);
    if (!existsSync(from) || sha256File(from) !== before[circuit.name]) {
      throw new CeremonyError(`${from} is missing or not the transcript's key: get the whole folder again.`);
    }
    const to = keyPath(folder, circuit.name, step + 1);
    contributions[circuit.name] = Buffer.from(await makeKey(from, to)).toString("hex");
    keys[circuit.name] = sha256File(to);
  }
  const added: Step = { name, ...(beacon && { beacon }), contributions, keys };
  writeTranscript(folder, { ...transcript, steps: [...transcript.steps, added] });
  return added;
}
