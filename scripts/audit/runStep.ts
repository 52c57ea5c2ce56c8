import { spawnSync } from "node:child_process";

/** How one command of the audit ended. */
export interface Step {
  readonly name: string;
  readonly command: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** Last lines it wrote. */
  readonly tail: string;
}

/**
 * Runs a command to its end.
 *
 * @param minutes after which it counts as failed
 */
export function runStep(name: string, command: string, minutes: number): Step {
  const start = performance.now();
  const run = spawnSync(command, {
    shell: true,
    encoding: "utf8",
    timeout: minutes * 60_000,
    maxBuffer: 256 * 2 ** 20,
  });
  const seconds = Math.round((performance.now() - start) / 1000);
  const tail = `${run.stdout}${run.stderr}`.trim().split("\n").slice(-12).join("\n");
  const passed = run.status === 0;
  console.log(`${passed ? "pass" : "FAIL"}  ${name.padEnd(28)}${seconds} s`);
  return { name, command, passed, seconds, tail };
}
