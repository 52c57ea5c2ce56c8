/** A time in seconds as people read it: 2030-01-31T12:00:00Z. */
export function isoTime(seconds: number | bigint): string {
  return new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z");
}
