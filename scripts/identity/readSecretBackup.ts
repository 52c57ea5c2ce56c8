import { readFile } from "node:fs/promises";

import type { BackupOptions } from "./createSecretWithBackup.ts";
import { decryptSecret, SecretBackupError } from "./decryptSecret.ts";
import type { EncryptedSecret } from "./encryptSecret.ts";

/**
 * Reads a secret back from a file of `createSecretWithBackup` (Node only).
 *
 * @throws SecretBackupError when the file is missing or no backup, or the password is wrong
 */
export async function readSecretBackup({ path, password }: BackupOptions): Promise<bigint> {
  let backup: EncryptedSecret;
  try {
    backup = JSON.parse(await readFile(path, "utf8")) as EncryptedSecret;
    if (!backup.kdf || !backup.cipher) throw new Error("fields are missing");
  } catch (error) {
    throw new SecretBackupError(`${path} is no readable backup: ${(error as Error).message}`);
  }
  return decryptSecret(backup, password);
}
