/** Confidence, 0..254, of a label that leads by `margin` 1/8 bits: 255·o/(1 + o) with odds o = 2^(margin/8), linear between whole bits. */
export function confidenceOf(margin: number): number {
  const m = Math.min(margin, 127);
  const odds = (8 + (m & 7)) * 2 ** (m >> 3);
  return Math.floor((255 * odds) / (odds + 8));
}
