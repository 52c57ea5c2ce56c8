import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Addresses of a deployment by the futures' ids; none when nothing was deployed. */
export async function readAddresses(folder: string): Promise<Map<string, string>> {
  try {
    return new Map(Object.entries(JSON.parse(await readFile(join(folder, "deployed_addresses.json"), "utf8"))));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
    throw error;
  }
}
