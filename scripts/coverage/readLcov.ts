/** Lines of one source file that hold code. */
export interface FileCoverage {
  /** Path from the repository's root. */
  readonly file: string;
  readonly lines: number;
  /** Line numbers, from 1. */
  readonly missed: readonly number[];
}

/**
 * Reads a trace file of lcov.
 *
 * @throws Error when there is none in the text
 */
export function readLcov(text: string): FileCoverage[] {
  const files = text.split("end_of_record\n").filter((record) => record.includes("SF:"));
  if (files.length === 0) throw new Error("No file in the report of the coverage.");
  return files.map((record) => {
    const lines = [...record.matchAll(/^DA:(\d+),(\d+)/gm)].map(([, line, count]) => [Number(line), Number(count)]);
    const missed = lines.filter(([, count]) => count === 0).map(([line]) => line);
    return { file: record.match(/^SF:(.*)$/m)![1], lines: lines.length, missed: missed.sort((a, b) => a - b) };
  });
}
