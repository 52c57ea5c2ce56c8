/**
 * Removes the `engines` field of Hardhat's native packages from package-lock.json.
 *
 * npm skips an optional package whose engine range excludes the Node that runs npm. On a machine with Node 20 that
 * would drop Hardhat's binary, although our scripts run on the Node 24 that the dev dependency `node` brings along.
 * Run after every `npm install`; with `--check` it only reports and exits with 1.
 */
import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const strict = Object.entries(lock.packages).filter(
  ([path, entry]) => /@nomicfoundation\/edr/.test(path) && entry.engines,
);
if (process.argv.includes("--check")) {
  if (strict.length > 0) {
    console.error(
      "package-lock.json: run `node scripts/toolchain/relax-lock.mjs`, Node 20 would skip Hardhat's binary",
    );
    process.exit(1);
  }
} else {
  for (const [, entry] of strict) delete entry.engines;
  writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
}
