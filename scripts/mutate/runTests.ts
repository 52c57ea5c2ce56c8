import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";

/** Seconds after which a test that does not end counts as failed. */
const PATIENCE = 900;

/**
 * Runs tests in a copy, without building it, up to the first that fails.
 *
 * @param copy made by `openCopy`
 * @returns the test file that failed, "nothing ended" if time ran out or no test could be loaded, or nothing
 */
export async function runTests(copy: string, tests: readonly string[]): Promise<string | undefined> {
  const result = join(copy, "result.json");
  rmSync(result, { force: true });
  const args = ["--config", "mutate.config.ts", "test", "mocha", "--no-compile", "--bail", ...tests];
  const run = spawn("node_modules/.bin/hardhat", args, { cwd: copy, stdio: "ignore", detached: true });
  const stop = () => process.kill(-run.pid!, "SIGKILL");
  process.once("exit", stop);
  const timer = setTimeout(stop, PATIENCE * 1000);
  const status = await new Promise((end) => run.once("exit", end));
  clearTimeout(timer);
  process.off("exit", stop);
  if (status === 0) return undefined;
  try {
    const { failures } = JSON.parse(readFileSync(result, "utf8")) as { failures: { file: string }[] };
    return relative(resolve(copy), failures[0].file);
  } catch {
    return "nothing ended";
  }
}
