import { randomBytes } from "node:crypto";
import { link, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a file whole or not at all, readable by its owner only: to a neighbour first, synced, then renamed.
 *
 * @param overwrite when false, an existing file is left alone and the call fails with EEXIST
 */
export async function writeFileAtomically(path: string, content: string, { overwrite = true } = {}): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const neighbour = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(neighbour, "wx", 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    // A link, unlike a rename, never replaces what is there.
    await (overwrite ? rename(neighbour, path) : link(neighbour, path));
  } finally {
    await rm(neighbour, { force: true });
  }
}
