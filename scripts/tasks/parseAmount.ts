import { parseUnits } from "ethers";

/**
 * An amount in whole tokens, such as "250.5", in units of the token.
 *
 * @param option name of the option it came from
 * @throws Error naming the option
 */
export function parseAmount(option: string, text: string, decimals: number): bigint {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`--${option} is "${text}": give an amount such as 250.5.`);
  if ((text.split(".")[1] ?? "").length > decimals) {
    throw new Error(`--${option} is ${text}: the token has ${decimals} decimal places.`);
  }
  return parseUnits(text, decimals);
}
