import { FIELD_ORDER } from "./field.ts";
import { ValueOutOfRangeError } from "./requireBits.ts";

/**
 * The value, if it is an element of the circuits' field in its only canonical form.
 *
 * @throws ValueOutOfRangeError for a negative value, or one of the field's order and above
 */
export function requireFieldElement(name: string, value: bigint): bigint {
  if (value < 0n || value >= FIELD_ORDER) throw new ValueOutOfRangeError(name, value, "the field order - 1");
  return value;
}
