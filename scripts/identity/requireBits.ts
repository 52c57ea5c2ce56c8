/** A value does not fit the place it is meant for. */
export class ValueOutOfRangeError extends RangeError {
  constructor(name: string, value: bigint | number, limit: string) {
    super(`${name} is ${value}; it must be an integer from 0 to ${limit}.`);
    this.name = "ValueOutOfRangeError";
  }
}

/**
 * The value as a bigint, if it is an integer of at most `bits` bits.
 *
 * @throws ValueOutOfRangeError
 */
export function requireBits(name: string, value: bigint | number, bits: number): bigint {
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new ValueOutOfRangeError(name, value, `2^${bits} - 1`);
  }
  const integer = BigInt(value);
  if (integer < 0n || integer >> BigInt(bits) !== 0n) throw new ValueOutOfRangeError(name, value, `2^${bits} - 1`);
  return integer;
}
