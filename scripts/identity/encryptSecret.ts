import { hexlify, scrypt, toBeHex, toUtf8Bytes } from "ethers";

import { identityCommitment } from "./identityCommitment.ts";
import { requireFieldElement } from "./requireFieldElement.ts";

/** An encrypted secret; safe to store where others can read it, as long as the password is not guessed. */
export interface EncryptedSecret {
  readonly version: 1;
  /** Tells backups apart; public anyway. Authenticated by the cipher. */
  readonly identityCommitment: string;
  readonly kdf: {
    readonly name: "scrypt";
    readonly n: number;
    readonly r: number;
    readonly p: number;
    readonly salt: string;
  };
  readonly cipher: { readonly name: "aes-256-gcm"; readonly iv: string; readonly text: string };
}

/** Smallest work factor that is accepted. */
const MIN_WORK = 2 ** 14;

/**
 * Encrypts a secret with a password: scrypt (RFC 7914), then AES-256-GCM (NIST SP 800-38D). Node and browser.
 *
 * @param password at least 12 characters
 * @param work scrypt's N, a power of 2; the default costs whoever guesses about a second and 128 MB for each guess
 * @throws RangeError when the password is shorter, or the work factor is below 2^14
 */
export async function encryptSecret(secret: bigint, password: string, work = 2 ** 17): Promise<EncryptedSecret> {
  requireFieldElement("secret", secret);
  if (password.length < 12) throw new RangeError("The password is too short: take at least 12 characters.");
  if (work < MIN_WORK || !Number.isInteger(Math.log2(work))) {
    throw new RangeError(`The work factor is ${work}; take a power of 2 from ${MIN_WORK} upwards.`);
  }
  const scryptParameters = { n: work, r: 8, p: 1 } as const;
  const salt = globalThis.crypto.getRandomValues(new Uint8Array(16));
  const iv = globalThis.crypto.getRandomValues(new Uint8Array(12));
  const commitment = toBeHex(identityCommitment(secret), 32);
  const derived = await scrypt(
    toUtf8Bytes(password.normalize("NFKC")),
    salt,
    work,
    scryptParameters.r,
    scryptParameters.p,
    32,
  );
  const key = await globalThis.crypto.subtle.importKey("raw", bytes(derived), "AES-GCM", false, ["encrypt"]);
  const algorithm = { name: "AES-GCM", iv, additionalData: bytes(commitment) };
  const text = await globalThis.crypto.subtle.encrypt(algorithm, key, bytes(toBeHex(secret, 32)));
  return {
    version: 1,
    identityCommitment: commitment,
    kdf: { name: "scrypt", ...scryptParameters, salt: hexlify(salt) },
    cipher: { name: "aes-256-gcm", iv: hexlify(iv), text: hexlify(new Uint8Array(text)) },
  };
}

function bytes(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.slice(2).match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
