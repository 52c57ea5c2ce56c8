import { type Curve, curves } from "snarkjs";

let curve: Promise<Curve> | undefined;

/**
 * The curve with its worker threads, started once. snarkjs finds it and uses it.
 *
 * Two proofs begun at the same moment would otherwise each start threads, and those of one could never be ended.
 */
export function proverCurve(): Promise<Curve> {
  curve ??= curves.getCurveFromName("bn128");
  return curve;
}

/** Forgets the curve, and gives it back to be ended; undefined if none was started. */
export function releaseProverCurve(): Promise<Curve> | undefined {
  const released = curve;
  curve = undefined;
  return released;
}
