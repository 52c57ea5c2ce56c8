import { decodeBytes32String, Interface, isError } from "ethers";

import type { AddressBook } from "../protocol/readAddressBook.ts";
import { revertData } from "../protocol/revertData.ts";

/** One line that says what is wrong and, where it is known, what to do. */
export function explainError(error: unknown, network: string, book?: AddressBook): string {
  const text = error instanceof Error ? error.message : String(error);
  const data = revertData(error);
  if (data !== undefined) return explainRevert(data, book);
  if (isError(error, "INSUFFICIENT_FUNDS") || /insufficient funds/i.test(text)) {
    return `The account has not enough of ${network}'s coin to pay for gas: send it some.`;
  }
  if (/Configuration Variable not found|HHE7\b/i.test(text) || /configuration variable/i.test(text)) {
    return `${firstLine(text)} Set it by "npx hardhat keystore set <NAME>" or as an environment variable.`;
  }
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|Cannot connect to the network/i.test(text)) {
    return `No node answers for network ${network} (${firstLine(text)}): start it, or check its URL.`;
  }
  return firstLine(text);
}

/** Name and arguments of a contract's error, in words of its own. */
function explainRevert(data: string, book?: AddressBook): string {
  for (const { abi } of book?.contracts.values() ?? []) {
    const found = new Interface(abi as never).parseError(data);
    if (found === null) continue;
    const values = found.fragment.inputs.map(({ name, type }, i) => `${name} ${readable(type, found.args[i])}`);
    return `The chain refuses: ${found.name}${values.length > 0 ? ` (${values.join(", ")})` : ""}.`;
  }
  return `The chain refuses, with error data ${data.slice(0, 74)}.`;
}

/** Names travel as 32 bytes. */
function readable(type: string, value: unknown): string {
  if (type !== "bytes32") return String(value);
  try {
    return decodeBytes32String(String(value)) || String(value);
  } catch {
    return String(value);
  }
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0].trim();
}
