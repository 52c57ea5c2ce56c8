import { randomSource } from "../../scripts/scorer/fuzz/randomSource.ts";

/** Sheets of a crowd that knows `known` items of ten and guesses the others; the same for the same shape. */
export function crowdSheets(rows: number, items: number, classes: number, known = 7): Uint8Array[] {
  const random = randomSource(rows * 1_000_003 + items * 257 + classes);
  const truth = Array.from({ length: items }, () => 1 + random(classes));
  return Array.from({ length: rows }, () =>
    Uint8Array.from(truth, (label) => (random(10) < known ? label : 1 + random(classes))),
  );
}
