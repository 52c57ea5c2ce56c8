const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const decoder = new TextDecoder();

/** The number written in `bytes[start..end)` as a decimal, spaces around it allowed; NaN when it is none. */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  if (end - start <= 9) {
    let value = 0;
    let position = start;
    for (; position < end; position++) {
      const digit = bytes[position] - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (position === end && end > start) return value;
  }
  const text = decoder.decode(bytes.subarray(start, end)).trim();
  return DECIMAL.test(text) ? Number(text) : NaN;
}
