import { getBytes, scrypt, toBigInt, toUtf8Bytes } from "ethers";

import type { EncryptedSecret } from "./encryptSecret.ts";
import { identityCommitment } from "./identityCommitment.ts";

/** The backup cannot be opened. */
export class SecretBackupError extends Error {
  override readonly name = "SecretBackupError";
}

/**
 * Opens what `encryptSecret` made.
 *
 * @throws SecretBackupError when the password is wrong or the backup was altered
 */
export async function decryptSecret(backup: EncryptedSecret, password: string): Promise<bigint> {
  const { kdf, cipher } = backup;
  if (backup.version !== 1 || kdf.name !== "scrypt" || cipher.name !== "aes-256-gcm") {
    throw new SecretBackupError("This is not a secret's backup of version 1.");
  }
  // A file may come from anywhere; it must not be able to ask for endless work.
  if (kdf.n > 2 ** 20 || kdf.r > 16 || kdf.p > 4) throw new SecretBackupError("The backup asks for too much work.");
  const passphrase = toUtf8Bytes(password.normalize("NFKC"));
  const derived = getBytes(await scrypt(passphrase, kdf.salt, kdf.n, kdf.r, kdf.p, 32));
  const key = await globalThis.crypto.subtle.importKey("raw", new Uint8Array(derived), "AES-GCM", false, ["decrypt"]);
  const algorithm = {
    name: "AES-GCM",
    iv: new Uint8Array(getBytes(cipher.iv)),
    additionalData: new Uint8Array(getBytes(backup.identityCommitment)),
  };
  let secret: bigint;
  try {
    const text = new Uint8Array(getBytes(cipher.text));
    secret = toBigInt(new Uint8Array(await globalThis.crypto.subtle.decrypt(algorithm, key, text)));
  } catch {
    throw new SecretBackupError("The backup does not open: wrong password, or the file was altered.");
  }
  if (identityCommitment(secret) !== BigInt(backup.identityCommitment)) {
    throw new SecretBackupError("The backup's secret does not belong to its identity commitment.");
  }
  return secret;
}
