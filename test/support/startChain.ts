import { network } from "hardhat";

/** First second of the embedded chain, so that proofs, which name times, are the same in every test file. */
const BIRTH = new Date("2030-01-01T00:00:00Z");

/** A fresh embedded chain with 64 accounts and a fixed first day. */
export function startChain() {
  return network.create({ override: { initialDate: BIRTH, accounts: { count: 64 } } });
}

/** A connection to an embedded chain. */
export type Chain = Awaited<ReturnType<typeof startChain>>;

/** Seconds at which everything happens that a proof names. */
export const ENROLMENT = BIRTH.getTime() / 1000 + 3_600;
