import { readFileSync } from "node:fs";
import { basename } from "node:path";

import type { Mutant } from "./Mutant.ts";

/** Chooses the test files for a mutant, the likeliest to kill it first. */
export class TestOrder {
  /** Text of every test file. */
  readonly #texts = new Map<string, string>();
  /** Mutants killed, by test, by file of the mutants. */
  readonly #kills = new Map<string, Map<string, number>>();

  /** @param tests paths of all test files */
  constructor(tests: readonly string[]) {
    for (const test of tests) this.#texts.set(test, readFileSync(test, "utf8"));
  }

  /**
   * Tests that killed mutants of the same file, then those that say most of the words of the changed line and of the
   * function it is in; a word counts the more, the fewer tests say it.
   *
   * @param tests those that know the contract
   */
  order({ file, line }: Mutant, tests: readonly string[]): string[] {
    const kills = this.#kills.get(file);
    const words = wordsAt(file, line);
    const rank = (test: string) =>
      10 * (kills?.get(test) ?? 0) +
      words.reduce((sum, word) => sum + (this.#texts.get(test)!.includes(word) ? 1 / this.#tests(word) : 0), 0);
    const ranked = tests.map((test) => ({ test, rank: rank(test) }));
    return ranked.sort((a, b) => b.rank - a.rank).map(({ test }) => test);
  }

  /** Remembers which test killed a mutant of a file. */
  learn(file: string, test: string): void {
    const kills = this.#kills.get(file) ?? new Map<string, number>();
    this.#kills.set(file, kills.set(test, (kills.get(test) ?? 0) + 1));
  }

  #tests = (word: string) => [...this.#texts.values()].filter((text) => text.includes(word)).length;
}

/** Words of a line, of the head of its function, and the contract's name. */
function wordsAt(file: string, line: number): string[] {
  const lines = readFileSync(file, "utf8").split("\n").slice(0, line);
  const head = lines.findLast((text) => /\bfunction\b/.test(text)) ?? "";
  return [...new Set(`${basename(file, ".sol")} ${head} ${lines.at(-1)}`.match(/[A-Za-z]{4,}/g))];
}
