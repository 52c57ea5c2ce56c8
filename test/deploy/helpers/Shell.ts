import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** How a command ended, with all that it printed. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** A command that has not ended. */
interface Running {
  readonly child: ChildProcess;
  readonly exited: Promise<unknown>;
  /** All that it has printed. */
  readonly output: () => string;
}

/** Runs commands as somebody at a terminal does, each in a process group of its own. */
export class Shell {
  readonly #env: NodeJS.ProcessEnv;
  readonly #running = new Set<Running>();

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  /**
   * Runs a command to its end.
   *
   * @param answers what is typed, one line whenever the command asks with a colon
   */
  async run(command: string, answers: readonly string[] = []): Promise<Outcome> {
    const { child, exited, output } = this.#start(command);
    const left = [...answers];
    child.stdout.on("data", (chunk: Buffer) => {
      if (!/: ?$/.test(chunk.toString()) || left.length === 0) return;
      child.stdin.write(`${left.shift()}\n`);
      if (left.length === 0) child.stdin.end();
    });
    // What asks although nobody answers must not wait for ever.
    if (left.length === 0) child.stdin.end();
    const [code] = (await exited) as [number | null];
    return { code, output: output() };
  }

  /** Starts a command that runs until it is interrupted; gives what it printed up to a sign that it works. */
  async open(command: string, sign: RegExp): Promise<string> {
    const { child, exited, output } = this.#start(command);
    const ended = exited.then(() => Promise.reject(new Error(`"${command}" ended:\n${output()}`)));
    const works = new Promise<void>((resolve) => {
      child.stdout.on("data", () => sign.test(output()) && resolve());
    });
    ended.catch(() => undefined);
    await Promise.race([works, ended]);
    return output();
  }

  /** Interrupts everything that runs, as Ctrl-C does; gives all that each has printed. */
  async interrupt(): Promise<string[]> {
    return Promise.all(
      [...this.#running].map(async ({ child, exited, output }) => {
        process.kill(-child.pid!, "SIGINT");
        await exited;
        return output();
      }),
    );
  }

  #start(command: string) {
    const child = spawn("bash", ["-c", command], { env: this.#env, detached: true, stdio: "pipe" });
    let text = "";
    const output = () => text;
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const exited = once(child, "close");
    const running = { child, exited, output };
    this.#running.add(running);
    child.once("close", () => this.#running.delete(running));
    return running;
  }
}
