/** Confidence, 0..255, of a label that leads by `lead` eighths of a bit. */
export function leadConfidence(lead: number): number {
  const m = Math.min(lead, 127);
  const odds = (8 + (m % 8)) * 2 ** Math.floor(m / 8);
  return Math.floor((255 * odds) / (odds + 8));
}
