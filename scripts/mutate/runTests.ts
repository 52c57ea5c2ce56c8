import { spawn } from "node:child_process";

/** Seconds after which a test that does not end counts as failed. */
const PATIENCE = 900;

/**
 * Runs tests in a copy up to the first that fails.
 *
 * @param copy made by `openCopy`, and built
 * @param mutant number of the one to be activated
 * @returns the test file that failed, "no end" if time ran out, or nothing if all pass
 * @throws Error when it fails before a test
 */
export async function runTests(copy: string, tests: readonly string[], mutant?: number): Promise<string | undefined> {
  const coinbase = mutant === undefined ? "" : `0x${mutant.toString(16).padStart(40, "0")}`;
  const run = spawn(process.execPath, ["--import", "tsx/esm", "scripts/mutate/runFiles.ts", ...tests], {
    cwd: copy,
    env: { ...process.env, HARDHAT_CONFIG: "mutate.config.ts", MUTANT: coinbase },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let begun = "";
  run.stdout.on("data", (text: Buffer) => (begun += text.toString()));
  const stop = () => void run.kill("SIGKILL");
  process.once("exit", stop);
  const timer = setTimeout(stop, PATIENCE * 1000);
  const status = await new Promise<number | null>((end) => run.once("close", end));
  clearTimeout(timer);
  process.off("exit", stop);
  if (status === 0) return undefined;
  if (status === null) return "no end";
  const last = begun
    .trim()
    .split("\n")
    .findLast((line) => tests.includes(line));
  if (last === undefined) throw new Error(`The tests failed in ${copy} before any of them began.`);
  return last;
}
