import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

/** Characters kept of what a command writes. */
const TAIL = 100_000;

/** How one command of the audit ended. */
export interface Step {
  readonly name: string;
  readonly command: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** The last lines it wrote, without npm's own and what colours them. */
  readonly tail: readonly string[];
}

/**
 * Runs a command to its end.
 *
 * @param minutes after which it is ended, with all it has started, and counts as failed
 */
export async function runStep(name: string, command: string, minutes: number): Promise<Step> {
  const start = performance.now();
  let output = "";
  const status = await new Promise<number | null>((resolve) => {
    const run = spawn(command, { shell: true, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const end = () => process.kill(-run.pid!, "SIGKILL");
    const timer = setTimeout(() => {
      output += `\nEnded after ${minutes} minutes.`;
      end();
    }, minutes * 60_000);
    process.once("exit", end);
    for (const stream of [run.stdout, run.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output = `${output}${text}`.slice(-TAIL)));
    }
    run.on("close", (code) => {
      clearTimeout(timer);
      process.off("exit", end);
      resolve(code);
    });
  });
  const seconds = Math.round((performance.now() - start) / 1000);
  const lines = stripVTControlCharacters(output).split("\n");
  const tail = lines.filter((line) => line.trim() !== "" && !line.startsWith("> ")).slice(-12);
  const passed = status === 0;
  console.log(`${passed ? "pass" : "FAIL"}  ${name.padEnd(28)}${`${seconds} s`.padEnd(8)}${tail.at(-1) ?? ""}`);
  return { name, command, passed, seconds, tail };
}
