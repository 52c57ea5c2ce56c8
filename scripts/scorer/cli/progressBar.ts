import { writeSync } from "node:fs";

const WIDTH = 30;
const STDERR = 2;
/** Nothing is shown of what takes less than this, in milliseconds. */
const PATIENCE = 2000;
const INTERVAL = 200;

/**
 * Shows on a terminal's standard error how far a long run is; silent when that is no terminal.
 *
 * Writes at once, so it works from loops that never yield.
 *
 * @returns A function to be told stage and fraction, 0..1, as often as is convenient; `undefined` wipes the bar.
 */
export function progressBar(): (stage: string | undefined, fraction?: number) => void {
  const begun = performance.now();
  let [shown, last] = [false, 0];
  return (stage, fraction = 0) => {
    if (!process.stderr.isTTY) return;
    if (stage === undefined) {
      if (shown) writeSync(STDERR, "\r\x1b[K");
      return;
    }
    const now = performance.now();
    if (now - begun < PATIENCE || now - last < INTERVAL) return;
    last = now;
    shown = true;
    const full = Math.round(fraction * WIDTH);
    const bar = "█".repeat(full) + "░".repeat(WIDTH - full);
    writeSync(STDERR, `\r\x1b[K${bar} ${Math.round(100 * fraction)}% ${stage}`);
  };
}
