const UNITS: [seconds: bigint, name: string][] = [
  [86_400n, "d"],
  [3_600n, "h"],
  [60n, "min"],
  [1n, "s"],
];

/** A span of seconds in its two greatest units: `2 d 3 h`; "none" when nothing is left. */
export function timeLeft(seconds: bigint): string {
  if (seconds <= 0n) return "none";
  const first = UNITS.findIndex(([size]) => seconds >= size);
  let rest = seconds;
  const parts: string[] = [];
  for (const [size, name] of UNITS.slice(first, first + 2)) {
    if (rest / size > 0n) parts.push(`${rest / size} ${name}`);
    rest %= size;
  }
  return parts.join(" ");
}
