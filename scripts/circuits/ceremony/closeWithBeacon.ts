import { zKey } from "snarkjs";

import { addStep } from "./addStep.ts";
import { CeremonyError } from "./CeremonyError.ts";
import { readTranscript, type Step } from "./transcript.ts";

/** A public random value that nobody could know when the last contribution was made. */
export interface Beacon {
  /** Announced before it existed, e.g. "drand round 5000000". */
  readonly name: string;
  /** Hexadecimal, without 0x. */
  readonly value: string;
  /** The value is hashed 2^iterationsExp times. */
  readonly iterationsExp?: number;
}

/**
 * Closes the ceremony, so that the last contributor cannot have steered the key.
 *
 * @throws CeremonyError when nobody has contributed or the value is not hexadecimal
 */
export async function closeWithBeacon(folder: string, { name, value, iterationsExp = 20 }: Beacon): Promise<Step> {
  if (readTranscript(folder).steps.length === 0) {
    throw new CeremonyError("Nobody has contributed yet: without a contribution anybody can forge proofs.");
  }
  if (!/^(?:[0-9a-f]{2}){16,255}$/.test(value)) {
    throw new CeremonyError("The beacon's value must be 16 to 255 bytes in lower-case hexadecimal (--value).");
  }
  if (!Number.isInteger(iterationsExp) || iterationsExp < 10 || iterationsExp > 63) {
    throw new CeremonyError("The beacon is hashed 2^N times, N from 10 to 63 (--iterations).");
  }
  return addStep(folder, name, (from, to) => zKey.beacon(from, to, name, value, iterationsExp), {
    value,
    iterationsExp,
  });
}
