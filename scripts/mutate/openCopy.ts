import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { isSolidityTest } from "./Build.ts";

/** Every chain has the coinbase that activates a mutant. */
const CONFIG = `import config from "./hardhat.config.ts";

const chain = { type: "edr-simulated", allowUnlimitedContractSize: true } as const;
const coinbase = process.env.MUTANT;
config.networks = { ...config.networks, default: coinbase ? { ...chain, coinbase } : chain };
export default config;
`;

/**
 * Copies the working tree, so that mutants never touch it, without what it is built to and tests in Solidity.
 *
 * @param folder which is emptied first
 */
export function openCopy(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" });
  for (const file of files.trim().split("\n")) {
    if (isSolidityTest(file)) continue;
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    cpSync(file, join(folder, file));
  }
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "mutate.config.ts"), CONFIG);
}
