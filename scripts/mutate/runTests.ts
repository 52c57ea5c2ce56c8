import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";

/** Seconds after which a test that does not end counts as failed. */
const PATIENCE = 900;

/**
 * Runs tests in a copy, without building it, up to the first that fails.
 *
 * @param copy made by `openCopy`
 * @returns the test file that failed, "no end" if time ran out, or nothing if all pass
 * @throws Error when Hardhat fails without a test
 */
export async function runTests(copy: string, tests: readonly string[]): Promise<string | undefined> {
  const failed = join(copy, "failed");
  rmSync(failed, { force: true });
  const args = ["--config", "mutate.config.ts", "test", "mocha", "--no-compile", "--bail", ...tests];
  const run = spawn("node_modules/.bin/hardhat", args, { cwd: copy, stdio: "ignore", detached: true });
  const stop = () => void (run.exitCode === null && run.signalCode === null && process.kill(-run.pid!, "SIGKILL"));
  process.once("exit", stop);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, PATIENCE * 1000);
  const status = await new Promise((end) => run.once("exit", end));
  clearTimeout(timer);
  process.off("exit", stop);
  if (existsSync(failed)) return relative(resolve(copy), readFileSync(failed, "utf8"));
  if (late) return "no end";
  if (status !== 0) throw new Error(`Hardhat failed in ${copy} before any test did.`);
  return undefined;
}
