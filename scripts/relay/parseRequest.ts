import { getAddress, isAddress } from "ethers";
import { z } from "zod";

import { RefusedError } from "./RefusedError.ts";

const uint = (bits: number) =>
  z
    .string()
    .regex(/^\d{1,78}$/, "give a decimal number as text")
    .transform(BigInt)
    .refine((value) => value < 1n << BigInt(bits), `give at most ${bits} bits`);

const bytes = z.string().regex(/^0x([0-9a-fA-F]{2})*$/, "give bytes in hexadecimal");
const bytes32 = z.string().regex(/^0x[0-9a-fA-F]{64}$/, "give 32 bytes in hexadecimal");
const address = z.string().refine(isAddress, "give an address").transform(getAddress);
const level = z.number().int().min(1).max(10);

const sent = { nullifier: uint(254), relayer: address, fee: uint(128), bondAccount: address };

const commit = z.strictObject({
  taskId: uint(256),
  sheet: z.strictObject({ ...sent, commitment: bytes32, claimedLevel: level }),
  proof: z.strictObject({ root: uint(254), points: z.array(uint(254)).length(8) }),
  bondSignature: bytes.max(2 + 2 * 1024),
});

const reveal = z.strictObject({
  taskId: uint(256),
  opening: z.strictObject({
    ...sent,
    role: z.number().int().min(0).max(1),
    level,
    payout: address,
    bond: uint(128),
    salt: bytes32,
    answers: bytes,
  }),
});

/** A commit with its proof and the bond account's signature, as it came in. Numbers above 2^53 travel as decimal text. */
export type CommitRequest = z.infer<typeof commit>;

/** An opening, as it came in. */
export type RevealRequest = z.infer<typeof reveal>;

/** What can be asked for. */
export interface Requests {
  readonly commit: CommitRequest;
  readonly reveal: RevealRequest;
}

/**
 * Reads a request.
 *
 * @throws RefusedError (400) naming the first field that is wrong
 */
export function parseRequest<Kind extends keyof Requests>(kind: Kind, text: string): Requests[Kind] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new RefusedError(400, "malformed", "The request is not JSON.");
  }
  const result = (kind === "commit" ? commit : reveal).safeParse(json);
  if (result.success) return result.data as Requests[Kind];
  const [{ path, message }] = result.error.issues;
  throw new RefusedError(400, "malformed", `${path.length > 0 ? path.join(".") : "request"}: ${message}.`);
}
