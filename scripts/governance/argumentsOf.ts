import type { ParamType } from "ethers";

/** Turns the name of a deployed contract into its address; anything else is left as it is. */
export type ResolveAddress = (text: string) => string;

/**
 * Values by name in the order that a function takes them; structs are objects again, addresses may be names of deployed
 * contracts.
 *
 * @param where what the values belong to, for messages
 * @throws Error naming a missing or superfluous value
 */
export function argumentsOf(
  where: string,
  inputs: readonly ParamType[],
  values: Record<string, unknown>,
  resolve: ResolveAddress,
): unknown[] {
  const known = inputs.map(({ name }) => name);
  const unknown = Object.keys(values).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`${where} has no value "${unknown}": it takes ${known.join(", ") || "none"}.`);
  return inputs.map((input) => {
    if (!(input.name in values)) throw new Error(`${where} needs a value "${input.name}" (${input.type}).`);
    return argumentOf(`${where}, ${input.name}`, input, values[input.name], resolve);
  });
}

function argumentOf(where: string, input: ParamType, value: unknown, resolve: ResolveAddress): unknown {
  if (input.isTuple()) {
    if (typeof value !== "object" || value === null) throw new Error(`${where} is an object of values.`);
    return argumentsOf(where, input.components, value as Record<string, unknown>, resolve);
  }
  if (input.type === "address" && typeof value === "string") return resolve(value);
  if (/^u?int/.test(input.type) && typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new Error(`${where} is too great for a number in JSON: write it in quotes.`);
  }
  return value;
}
