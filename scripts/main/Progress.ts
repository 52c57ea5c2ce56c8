import { SingleBar } from "cli-progress";
import pc from "picocolors";

/** Shows the steps of a long job as they happen: a bar on a terminal, a line per finished step elsewhere. */
export class Progress {
  readonly #started = performance.now();

  /** Seconds since the job began. */
  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /**
   * Runs one step.
   *
   * @param title what happens, in a few words
   * @param total number of times that `work` will call `tick`
   * @param work does it and returns what to print behind the title
   */
  async step(title: string, total: number, work: (tick: () => void) => Promise<string>): Promise<void> {
    const started = performance.now();
    const terminal = process.stdout.isTTY;
    const bar = new SingleBar({
      format: `  ${title.padEnd(TITLE)} {bar} {value}/{total}`,
      barCompleteChar: "█",
      barIncompleteChar: "░",
      barsize: 24,
      hideCursor: true,
      clearOnComplete: true,
    });
    if (terminal) bar.start(total, 0);
    let outcome: string;
    try {
      outcome = await work(() => terminal && bar.increment());
    } finally {
      if (terminal) bar.stop();
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
    console.log(`${pc.green("✔")} ${title.padEnd(TITLE)} ${pc.dim(`${seconds} s`)}  ${outcome}`);
  }
}

const TITLE = 34;
