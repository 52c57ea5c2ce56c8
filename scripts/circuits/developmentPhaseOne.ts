import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import { curves, powersOfTau } from "snarkjs";

import { developmentBeacon } from "./developmentBeacon.ts";

/** Circuits have at most 2^13 constraints. */
export const PHASE_ONE_POWER = 13;

/**
 * Powers of tau for the development keys: no contribution but the public beacon, so every run gives the same bytes.
 * Takes about four minutes on one core; a finished file is used again.
 *
 * @param directory where the file and its forerunners go
 * @returns the path of the prepared file
 */
export async function developmentPhaseOne(directory: string): Promise<string> {
  mkdirSync(directory, { recursive: true });
  const finished = join(directory, `phase-one-${PHASE_ONE_POWER}.ptau`);
  if (existsSync(finished)) return finished;

  const [empty, beaconed, partial] = ["empty", "beacon", "partial"].map((name) => join(directory, `${name}.ptau`));
  const curve = await curves.getCurveFromName("bn128");
  try {
    const { value, iterationsExp } = developmentBeacon;
    await powersOfTau.newAccumulator(curve, PHASE_ONE_POWER, empty);
    await powersOfTau.beacon(empty, beaconed, "development beacon", value, iterationsExp);
    await powersOfTau.preparePhase2(beaconed, partial);
    renameSync(partial, finished);
  } finally {
    for (const file of [empty, beaconed, partial]) rmSync(file, { force: true });
  }
  return finished;
}
