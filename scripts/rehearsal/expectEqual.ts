/** @throws Error saying what is not as it should be */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) throw new Error(`The rehearsal failed: ${what}: ${actual}, not ${expected}.`);
}
