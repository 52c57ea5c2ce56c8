import { skillBar } from "./skillBar.ts";

/** What a categorical row is judged by, on the judged items that it answered. */
export interface KappaCounts {
  /** Its own answers by class, from index 1. */
  readonly own: readonly number[];
  /** The labels without it by class, from index 1. */
  readonly others: readonly number[];
  /** How many of them agree. */
  readonly agreeing: number;
  /** J. */
  readonly judged: number;
}

/** Quality and validity of a categorical sheet. */
export function judgeByKappa({ own, others, agreeing, judged }: KappaCounts): { quality: bigint; valid: boolean } {
  const [g, J] = [BigInt(agreeing), BigInt(judged)];
  let [n, X, Y] = [0n, 0n, 0n];
  for (let k = 1; k < own.length; ++k) {
    const [a, m] = [BigInt(own[k]), BigInt(others[k])];
    n += a;
    X += a * m;
    Y += a * m * (a + m);
  }
  if (n === 0n) return { quality: 0n, valid: false };
  if (X === n * n) return { quality: (65535n * n) / J, valid: true };
  const beyond = g * n - X;
  if (beyond <= 0n) return { quality: 0n, valid: false };
  const quality = (65535n * beyond * n) / ((n * n - X) * J);
  const valid = g === n || 16n * beyond ** 2n * n >= skillBar(n, J) * (X * n * n + X * X - Y * n);
  return { quality, valid };
}
