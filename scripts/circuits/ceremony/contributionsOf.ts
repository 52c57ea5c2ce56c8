import { readFileSync } from "node:fs";

import { zKey } from "snarkjs";

import { CeremonyError } from "./CeremonyError.ts";

/** One contribution as it stands in a key. */
export interface KeyContribution {
  readonly name: string;
  /** BLAKE2b-512 in hexadecimal. */
  readonly hash: string;
  readonly beacon?: { readonly value: string; readonly iterationsExp: number };
}

/**
 * The contributions of a key, after every one of them, and the key as a whole, was checked against the constraints and
 * the phase-one file.
 *
 * snarkjs tells them to its logger only.
 *
 * @throws CeremonyError when the key does not follow from constraints, phase one and contributions
 */
export async function contributionsOf(r1cs: string, phaseOne: string, zkey: string): Promise<KeyContribution[]> {
  const told: string[] = [];
  const problems: string[] = [];
  const ignore = () => undefined;
  const logger = {
    debug: ignore,
    info: (line: string) => void told.push(line),
    warn: ignore,
    error: (line: string) => void problems.push(line),
  };
  // Bytes instead of paths: snarkjs leaves files open.
  const [constraints, powers, key] = [r1cs, phaseOne, zkey].map((path) => new Uint8Array(readFileSync(path)));
  if (!(await zKey.verifyFromR1cs(constraints, powers, key, logger))) {
    throw new CeremonyError(`${zkey} is not a valid key: ${problems.join("; ") || "its contributions do not check"}.`);
  }
  const contributions: (KeyContribution & { index: number })[] = [];
  for (const line of told) {
    const contribution = /^contribution #(\d+) (.*):\n([\s0-9a-f]+)$/.exec(line);
    if (contribution) {
      const [, index, name, hash] = contribution;
      contributions.push({ index: Number(index), name, hash: hash.replace(/\s/g, "") });
    }
    const last = contributions.at(-1);
    const value = /^Beacon generator: ([0-9a-f]+)$/.exec(line)?.[1];
    const iterations = /^Beacon iterations Exp: (\d+)$/.exec(line)?.[1];
    if (last && value) contributions[contributions.length - 1] = { ...last, beacon: { value, iterationsExp: 0 } };
    if (last?.beacon && iterations) {
      const beacon = { value: last.beacon.value, iterationsExp: Number(iterations) };
      contributions[contributions.length - 1] = { ...last, beacon };
    }
  }
  return contributions
    .toSorted((left, right) => left.index - right.index)
    .map(({ name, hash, beacon }) => ({ name, hash, ...(beacon && { beacon }) }));
}
