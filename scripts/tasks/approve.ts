import type { Contract } from "ethers";

/** Lets `spender` take `amount` from the sender's tokens, unless it may already. */
export async function approve(token: Contract, owner: string, spender: string, amount: bigint): Promise<void> {
  if ((await token.allowance(owner, spender)) >= amount) return;
  await (await token.approve(spender, amount)).wait();
}
