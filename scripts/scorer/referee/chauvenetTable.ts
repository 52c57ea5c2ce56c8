import { RESIDUAL } from "./constants.ts";

/**
 * Chauvenet's bound for n = 0..255 answers in 1/64 standard deviations: an answer beyond it is expected less than half a
 * time among n, that is erfc(k / √2) = 1 / (2n). Larger samples use the last entry.
 */
export const CHAUVENET = chauvenetTable();

/** Computes the table; rounded to nearest, far from any rounding boundary that another precision could cross. */
export function chauvenetTable(): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, n) => (n === 0 ? 0 : Math.round(RESIDUAL * bound(1 / (2 * n)))));
}

/** k with erfc(k / √2) = p, by bisection. */
function bound(p: number): number {
  let low = 0;
  let high = 8;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (tail(middle) > p) low = middle;
    else high = middle;
  }
  return low;
}

/** erfc(k / √2) = 1 - √(2/π) Σ (-1)^j k^(2j+1) / (2^j j! (2j+1)). */
function tail(k: number): number {
  let term = k;
  let sum = k;
  for (let j = 1; j < 200; j++) {
    term *= (-k * k) / (2 * j);
    sum += term / (2 * j + 1);
  }
  return 1 - Math.sqrt(2 / Math.PI) * sum;
}
