import { skillBar } from "./skillBar.ts";

/** A judged answer x, pulled into the range, and the mean y of the others. */
export interface Pair {
  readonly x: bigint;
  readonly y: bigint;
  /** Whether the answer as given is more than two spreads away from y. */
  readonly far: boolean;
}

/** Quality and validity of a numeric sheet, judged on some of `judged` items. */
export function concordance(pairs: readonly Pair[], judged: number): { quality: bigint; valid: boolean } {
  const [n, J] = [BigInt(pairs.length), BigInt(judged)];
  if (n === 0n) return { quality: 0n, valid: false };
  const full = (65535n * n) / J;
  if (n < 4n) {
    const valid = !pairs.some(({ far }) => far);
    return { quality: valid ? full : 0n, valid };
  }
  const sum = (value: (pair: Pair) => bigint) => pairs.reduce((total, pair) => total + value(pair), 0n);
  const [x, y] = [sum((pair) => pair.x), sum((pair) => pair.y)];
  const A = n * sum((pair) => pair.x * pair.y) - x * y;
  const B = n * sum((pair) => pair.x ** 2n) - x * x;
  const E = n * sum((pair) => pair.y ** 2n) - y * y;
  const F = B + E + (x - y) ** 2n;
  if (F === 0n) return { quality: full, valid: true };
  if (A <= 0n) return { quality: 0n, valid: false };
  return { quality: (65535n * 2n * A * n) / (F * J), valid: 16n * A * A * (n - 1n) >= skillBar(n, J) * B * E };
}
