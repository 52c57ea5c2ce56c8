import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Mocha's reporter: writes down the file of the first test that fails. */
const REPORTER = `const { writeFileSync } = require("node:fs");

module.exports = class {
  constructor(runner) {
    runner.once("fail", ({ file, parent }) => writeFileSync("failed", file ?? parent.file));
  }
};
`;

const CONFIG = `import config from "./hardhat.config.ts";

config.test.mocha.reporter = "./reporter.cjs";
export default config;
`;

/**
 * Copies the working tree and what it is built to, so that mutants never touch either.
 *
 * @param folder which is emptied first
 */
export function openCopy(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" });
  for (const file of files.trim().split("\n")) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    cpSync(file, join(folder, file));
  }
  cpSync("artifacts", join(folder, "artifacts"), { recursive: true });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "reporter.cjs"), REPORTER);
  writeFileSync(join(folder, "mutate.config.ts"), CONFIG);
}
