import { DatasetError, type BadRow } from "./csvError.ts";

const SHOWN = 20;

/** Collects the bad rows of one file, so that all of them (the first twenty in words) are reported at once. */
export class RowProblems {
  readonly #path: string;
  readonly #shown: BadRow[] = [];
  #count = 0;

  constructor(path: string) {
    this.#path = path;
  }

  add(line: number, reason: string): void {
    if (this.#count++ < SHOWN) this.#shown.push({ line, reason });
  }

  /** @throws DatasetError when there was any bad row. */
  throwIfAny(): void {
    if (this.#count === 0) return;
    const lines = this.#shown.map(({ line, reason }) => `  line ${line}: ${reason}`);
    if (this.#count > SHOWN) lines.push(`  and ${this.#count - SHOWN} more`);
    const rows = this.#count === 1 ? "1 bad row" : `${this.#count} bad rows`;
    throw new DatasetError(`${this.#path}: ${rows}; correct or remove and run again\n${lines.join("\n")}`);
  }
}
