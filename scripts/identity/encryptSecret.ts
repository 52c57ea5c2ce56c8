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

/** Cost of one guess of the password: about a second and 128 MB. */
const SCRYPT = { n: 2 ** 17, r: 8, p: 1 } as const;

/**
 * Encrypts a secret with a password: scrypt (RFC 7914), then AES-256-GCM (NIST SP 800-38D). Node and browser.
 *
 * @param password at least 12 characters
 * @throws RangeError when the password is shorter
 */
export async function encryptSecret(secret: bigint, password: string): Promise<EncryptedSecret> {
  requireFieldElement("secret", secret);
  if (password.length < 12) throw new RangeError("The password is too short: take at least 12 characters.");
  const salt = globalThis.crypto.getRandomValues(new Uint8Array(16));
  const iv = globalThis.crypto.getRandomValues(new Uint8Array(12));
  const commitment = toBeHex(identityCommitment(secret), 32);
  const derived = await scrypt(toUtf8Bytes(password.normalize("NFKC")), salt, SCRYPT.n, SCRYPT.r, SCRYPT.p, 32);
  const key = await globalThis.crypto.subtle.importKey("raw", bytes(derived), "AES-GCM", false, ["encrypt"]);
  const algorithm = { name: "AES-GCM", iv, additionalData: bytes(commitment) };
  const text = await globalThis.crypto.subtle.encrypt(algorithm, key, bytes(toBeHex(secret, 32)));
  return {
    version: 1,
    identityCommitment: commitment,
    kdf: { name: "scrypt", ...SCRYPT, salt: hexlify(salt) },
    cipher: { name: "aes-256-gcm", iv: hexlify(iv), text: hexlify(new Uint8Array(text)) },
  };
}

function bytes(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.slice(2).match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
