import { randomBytes } from "node:crypto";

import { zKey } from "snarkjs";

import { CeremonyError } from "./CeremonyError.ts";
import { addStep } from "./addStep.ts";
import { readTranscript, type Step } from "./transcript.ts";

/**
 * Adds randomness that nobody knows: from the system, together with whatever text the contributor gives. It is never
 * written to disk, and gone when the process ends.
 *
 * @param entropy any text, in addition to the system's randomness
 * @returns the step; the contributor publishes its hashes, so that nobody can leave it out unseen
 */
export async function contribute(folder: string, name: string, entropy = ""): Promise<Step> {
  if (readTranscript(folder).steps.some((step) => step.name === name)) {
    throw new CeremonyError(`${name} has contributed already: once is enough.`);
  }
  return addStep(folder, name, (from, to) =>
    zKey.contribute(from, to, name, `${randomBytes(64).toString("hex")}${entropy}`),
  );
}
