import { existsSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";

import { compileCircuit } from "../compileCircuit.ts";
import { sha256File } from "../sha256File.ts";
import { CeremonyError } from "./CeremonyError.ts";
import { contributionsOf } from "./contributionsOf.ts";
import { checkPhaseOne, PUBLISHED_PHASE_ONE } from "./phaseOne.ts";
import { keyPath, readTranscript, type Transcript } from "./transcript.ts";

/**
 * Checks a whole ceremony from the sources: the phase-one file against its published hash, the circuits by compiling
 * them, the keys against both, and the transcript against the contributions in the keys.
 *
 * Whoever contributed should also compare the hashes in the transcript with those they published.
 *
 * @param phaseOneHash BLAKE2b-512 that was published for the phase-one file; the transcript's own word is not enough
 * @throws CeremonyError naming the first thing that does not hold
 */
export async function verifyCeremony(
  folder: string,
  phaseOneHash: string = PUBLISHED_PHASE_ONE.blake2b,
): Promise<Transcript> {
  const transcript = readTranscript(folder);
  const phaseOne = join(folder, "phase-one.ptau");
  checkPhaseOne(phaseOne, phaseOneHash);
  if (transcript.phaseOne !== phaseOneHash) throw new CeremonyError("The transcript names another phase-one file.");
  for (const circuit of transcript.circuits) {
    const { r1cs } = compileCircuit(circuit, join(folder, "check"));
    if (sha256File(r1cs) !== transcript.constraints[circuit.name]) {
      throw new CeremonyError(`The sources of ${circuit.name} are not those of this ceremony: check out its version.`);
    }
    const key = keyPath(folder, circuit.name, transcript.steps.length);
    const recorded = (transcript.steps.at(-1)?.keys ?? transcript.initialKeys)[circuit.name];
    if (!existsSync(key) || sha256File(key) !== recorded) {
      throw new CeremonyError(`${key} is missing or not the transcript's key: get the whole folder again.`);
    }
    const found = await contributionsOf(r1cs, phaseOne, key);
    const expected = transcript.steps.map(({ name, contributions, beacon }) => ({
      name,
      hash: contributions[circuit.name],
      ...(beacon && { beacon }),
    }));
    if (!isDeepStrictEqual(found, expected)) {
      throw new CeremonyError(`The contributions in ${key} are not those of the transcript.`);
    }
  }
  return transcript;
}
