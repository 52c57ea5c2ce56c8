/**
 * The natural logarithm of a positive number, from + − × ÷ only, so that every machine finds the same digits
 * (`Math.log` may differ between engines).
 *
 * `x` is scaled by powers of two to m in [√½, √2); then ln m = 2 artanh((m − 1) / (m + 1)) by its series, whose ten terms
 * leave a relative error below 1e-15.
 */
export function logarithm(x: number): number {
  let [scaled, exponent] = [x, 0];
  while (scaled < 1 / 65536) [scaled, exponent] = [scaled * 65536, exponent - 16];
  while (scaled >= 65536) [scaled, exponent] = [scaled / 65536, exponent + 16];
  while (scaled < Math.SQRT1_2) [scaled, exponent] = [scaled * 2, exponent - 1];
  while (scaled >= Math.SQRT2) [scaled, exponent] = [scaled / 2, exponent + 1];
  const z = (scaled - 1) / (scaled + 1);
  const square = z * z;
  let sum = 0;
  for (let power = 19; power >= 1; power -= 2) sum = sum * square + 1 / power;
  return 2 * z * sum + exponent * Math.LN2;
}
