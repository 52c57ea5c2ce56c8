import { createInterface } from "node:readline/promises";

/** Asks on the terminal; anything but "yes" or "y" is a no, and so is a terminal that nobody reads. */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Error("Nobody is there to confirm: add --yes.");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} (yes/no) `)).trim());
  } finally {
    terminal.close();
  }
}
