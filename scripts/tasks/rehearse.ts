import { type BaseContract, Interface } from "ethers";

import { revertData } from "../protocol/revertData.ts";
import type { Command } from "./runCommand.ts";

/**
 * Lets the node try a call without sending it, so that a call that must fail costs nothing and leaves nothing behind.
 *
 * @param expected names of errors that only say that the allowance or the deposit of this command is still to come
 * @throws the error of the call, unless it is one of those
 */
export async function rehearse(
  { book }: Pick<Command, "book">,
  contract: BaseContract,
  name: string,
  values: readonly unknown[],
  expected: readonly string[],
): Promise<void> {
  try {
    await contract.getFunction(name).staticCall(...values);
  } catch (error) {
    const data = revertData(error);
    const names = [...book.contracts.values()].map(
      ({ abi }) => data && new Interface(abi as never).parseError(data)?.name,
    );
    if (!names.some((found) => found && expected.includes(found))) throw error;
  }
}
