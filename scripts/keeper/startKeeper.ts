import { Contract, type Provider, type Signer } from "ethers";
import type { Logger } from "pino";

import type { AddressBook } from "../protocol/readAddressBook.ts";
import { type RunningService, startService } from "../service/startService.ts";
import { Keeper } from "./Keeper.ts";
import { keeperMetrics } from "./keeperMetrics.ts";

export interface StartKeeperOptions {
  readonly provider: Provider;
  readonly signer: Signer;
  readonly book: AddressBook;
  /** Of `/health` and `/metrics` on the loopback interface; 0 for any free one. */
  readonly port: number;
  readonly folder: string;
  readonly confirmations: number;
  /** Milliseconds after which a transaction that is not mined is given up. */
  readonly patience?: number;
  /** Most blocks asked for at once. */
  readonly chunk?: number;
  /** Milliseconds between rounds; also the age at which a round counts as missing, times ten. */
  readonly pause: number;
  readonly log: Logger;
}

/** Starts a keeper and its health page. */
export async function startKeeper(options: StartKeeperOptions): Promise<RunningService> {
  const { provider, signer, book } = options;
  const contract = (name: string) => {
    const { address, abi } = book.contracts.get(name)!;
    return new Contract(address, abi, signer);
  };
  const metrics = keeperMetrics();
  const keeper = new Keeper({
    ...options,
    provider,
    registry: contract("TaskRegistry"),
    settlement: contract("Settlement"),
    reviews: contract("Reviews"),
    policies: contract("TaskPolicies"),
    clock: contract("ProtocolClock"),
    firstBlock: book.firstBlock,
    metrics,
  });
  return startService({ ...options, name: "keeper", round: () => keeper.round(), metrics });
}
