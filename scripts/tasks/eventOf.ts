import type { BaseContract, ContractTransactionReceipt, Result } from "ethers";

/**
 * Arguments of the first event of that name that a contract emitted in a transaction.
 *
 * @throws Error when there is none
 */
export async function eventOf(
  receipt: ContractTransactionReceipt,
  contract: BaseContract,
  name: string,
): Promise<Result> {
  const [address, topic] = [await contract.getAddress(), contract.getEvent(name).fragment.topicHash];
  const log = receipt.logs.find((entry) => entry.address === address && entry.topics[0] === topic);
  if (!log) throw new Error(`The transaction ${receipt.hash} has no event ${name}.`);
  return contract.interface.parseLog(log)!.args;
}
