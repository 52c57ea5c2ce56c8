import { Contract } from "ethers";

import type { Command } from "./runCommand.ts";

/** A reward token; those that governance admitted beside AIA have the same ERC-20 functions. */
export function tokenAt({ book, contract }: Pick<Command, "book" | "contract">, address: string): Contract {
  const aia = contract("AIAToken");
  return new Contract(address, book.contracts.get("AIAToken")!.abi, aia.runner);
}
