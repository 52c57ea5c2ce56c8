import { readFile } from "node:fs/promises";

import { decryptSecret, SecretBackupError } from "./decryptSecret.ts";
import { encryptSecret, type EncryptedSecret } from "./encryptSecret.ts";
import { randomSecret } from "./randomSecret.ts";
import { writeFileAtomically } from "./writeFileAtomically.ts";

/** Where and how the backup is kept. */
export interface BackupOptions {
  /** File that must not exist yet. */
  readonly path: string;
  /** At least 12 characters. */
  readonly password: string;
  /** See `encryptSecret`; only matters when a backup is made. */
  readonly work?: number;
}

/**
 * A random secret that is only handed out once its encrypted backup is on disk and opens again (Node only).
 *
 * @throws SecretBackupError when the file exists; RangeError when the password is too short; nothing is left behind
 */
export async function createSecretWithBackup({ path, password, work }: BackupOptions): Promise<bigint> {
  const encrypted = await encryptSecret(randomSecret(), password, work);
  try {
    await writeFileAtomically(path, `${JSON.stringify(encrypted, null, 2)}\n`, { overwrite: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new SecretBackupError(`${path} exists already: open it with readSecretBackup, or choose another file.`);
  }
  return decryptSecret(JSON.parse(await readFile(path, "utf8")) as EncryptedSecret, password);
}
