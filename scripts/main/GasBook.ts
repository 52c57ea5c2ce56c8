import type { ContractTransactionResponse, ContractTransactionReceipt } from "ethers";

/** Gas used by each kind of action, from the receipts. */
export class GasBook {
  readonly #used = new Map<string, bigint[]>();

  /** Waits for a transaction and books its gas under `action`. */
  async book(action: string, sent: Promise<ContractTransactionResponse>): Promise<ContractTransactionReceipt> {
    const receipt = await (await sent).wait();
    if (receipt === null) throw new Error(`${action}: the transaction was dropped`);
    const list = this.#used.get(action) ?? [];
    list.push(receipt.gasUsed);
    this.#used.set(action, list);
    return receipt;
  }

  /** Mean gas of one `action`. */
  mean(action: string): number {
    const list = this.#used.get(action) ?? [];
    return list.length === 0 ? 0 : Math.round(Number(list.reduce((a, b) => a + b, 0n)) / list.length);
  }

  /** Mean gas of every action. */
  means(): Record<string, number> {
    return Object.fromEntries([...this.#used.keys()].map((action) => [action, this.mean(action)]));
  }
}
