import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { KeyOrigin } from "./renderVerifier.ts";

/** Where a folder's keys come from, as its `hashes.json` says; `undefined` when it holds none. */
export function keyOrigin(folder: string): KeyOrigin | undefined {
  try {
    return (JSON.parse(readFileSync(join(folder, "hashes.json"), "utf8")) as { origin: KeyOrigin }).origin;
  } catch {
    return undefined;
  }
}
