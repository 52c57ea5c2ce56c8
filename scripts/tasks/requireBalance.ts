import type { BaseContract } from "ethers";

import { unitOf } from "./unitOf.ts";

/**
 * Makes sure that an account can pay, before anything is sent.
 *
 * @param token an ERC-20 connected to a provider
 * @throws Error saying how much is missing
 */
export async function requireBalance(
  token: BaseContract,
  account: string,
  needed: bigint,
  what: string,
): Promise<void> {
  const balance: bigint = await token.getFunction("balanceOf").staticCall(account);
  if (balance >= needed) return;
  const unit = await unitOf(token);
  throw new Error(`${account} has ${unit(balance)}, ${what} takes ${unit(needed)}: send it the rest first.`);
}
