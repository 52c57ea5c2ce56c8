/** Confidence, 0..254, of a label that leads by `margin` 1/16 bits: 255·o/(1 + o) with odds o = 2^(margin/16), linear between whole bits. */
export function confidenceOf(margin: number): number {
  const m = Math.min(margin, 255);
  const odds = (16 + (m & 15)) * 2 ** (m >> 4);
  return Math.floor((255 * odds) / (odds + 16));
}
