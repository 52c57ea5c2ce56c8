/**
 * `npm run circuits`: compiles the circuits and writes development keys and verifier contracts.
 * `npm run circuits -- --check`: the same into a scratch folder, and exits with 1 if a committed file differs.
 */
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { proverCurve } from "../identity/proverCurve.ts";
import { terminateProver } from "../identity/terminateProver.ts";
import { buildKeys } from "./buildKeys.ts";
import { keyOrigin } from "./keyOrigin.ts";

process.chdir(fileURLToPath(new URL("../../", import.meta.url)));
const [option, ...rest] = process.argv.slice(2);
if ((option !== undefined && option !== "--check") || rest.length > 0) {
  console.error("Usage: npm run circuits [-- --check]");
  process.exit(1);
}

const targets = { keys: "circuits/keys", contracts: "contracts/verifiers" };
const scratch = { keys: "out/circuits/check/keys", contracts: "out/circuits/check/verifiers" };
const check = option === "--check";
if (keyOrigin(targets.keys) === "ceremony") {
  console.error("circuits/keys holds the keys of a ceremony: check them with `npm run ceremony -- verify`.");
  process.exit(1);
}
if (check) rmSync("out/circuits/check", { recursive: true, force: true });
await proverCurve();
await buildKeys("out/circuits", check ? scratch : targets);
await terminateProver();

if (check) {
  const stale = Object.entries(scratch).flatMap(([kind, folder]) =>
    readdirSync(folder)
      .filter((file) => !same(join(folder, file), join(targets[kind as keyof typeof targets], file)))
      .map((file) => join(targets[kind as keyof typeof targets], file)),
  );
  if (stale.length > 0) {
    console.error(`These files differ from what the circuits give; run \`npm run circuits\`:\n${stale.join("\n")}`);
    process.exitCode = 1;
  } else {
    console.log("Keys and verifiers are what the circuits give, bit for bit.");
  }
} else {
  console.log("Keys are in circuits/keys, verifiers in contracts/verifiers.");
}

function same(left: string, right: string): boolean {
  try {
    return readFileSync(left).equals(readFileSync(right));
  } catch {
    return false;
  }
}
