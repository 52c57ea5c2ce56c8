/**
 * Chauvenet's bound for n answers in 1/64 standard deviations: erfc(κ/64/√2) = 1/(2n), rounded to nearest. Found by
 * bisection rather than read from a table.
 */
export function chauvenetBound(n: number): number {
  const tail = 1 / (2 * n);
  let [low, high] = [0, 6];
  for (let step = 0; step < 60; ++step) {
    const middle = (low + high) / 2;
    if (erfc(middle) > tail) low = middle;
    else high = middle;
  }
  return Math.round(64 * Math.SQRT2 * low);
}

/** The power series below 2, the continued fraction above. */
function erfc(x: number): number {
  if (x < 2) {
    let [term, sum] = [x, x];
    for (let k = 1; k < 80; ++k) {
      term *= -(x * x) / k;
      sum += term / (2 * k + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = x;
  for (let k = 120; k > 0; --k) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}
