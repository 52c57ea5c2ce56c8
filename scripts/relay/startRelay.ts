import { Contract, type Provider, type Signer } from "ethers";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";

import { loadVerificationKey } from "../identity/loadVerificationKey.ts";
import { terminateProver } from "../identity/terminateProver.ts";
import type { AddressBook } from "../protocol/readAddressBook.ts";
import type { RelayContext } from "./RelayContext.ts";
import { relayMetrics } from "./relayMetrics.ts";
import { Sender, type SenderOptions } from "./Sender.ts";
import { serveRelay, type ServeOptions } from "./serveRelay.ts";
import { SheetQueue } from "./SheetQueue.ts";

export interface RelayOptions extends SenderOptions, ServeOptions {
  readonly provider: Provider;
  readonly signer: Signer;
  readonly book: AddressBook;
  /** File of the queue. */
  readonly database: string;
  /** Least fee for a commit, in units of the reward token. */
  readonly fee: bigint;
  readonly log: Logger;
  /** Milliseconds between rounds. */
  readonly pause?: number;
}

/** A running relay. */
export interface Relay {
  readonly port: number;
  /** Ends after the round that is running; nothing that was taken is lost. */
  stop(): Promise<void>;
}

/** Starts a relay: a desk that takes sheets over HTTP, and a sender that brings them to the chain. */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const { provider, signer, book, database, fee, log, pause = 1_000 } = options;
  const contract = (name: string) => {
    const { address, abi } = book.contracts.get(name)!;
    return new Contract(address, abi, provider);
  };
  const registry = contract("TaskRegistry");
  const context: RelayContext = {
    chainId: (await provider.getNetwork()).chainId,
    provider,
    signer,
    relayer: await signer.getAddress(),
    registry,
    registryAddress: await registry.getAddress(),
    clock: contract("ProtocolClock"),
    tree: contract("EligibilityTree"),
    verificationKey: await loadVerificationKey("eligibility"),
    fee,
    log,
  };
  const queue = new SheetQueue(database, `${context.chainId}/${context.registryAddress}/${context.relayer}`);
  const metrics = relayMetrics(queue);
  const sender = new Sender(context, queue, metrics, options);
  const server = await serveRelay({ context, queue, metrics }, options);
  const { port } = server.address() as AddressInfo;
  log.info(
    { port, relayer: context.relayer, queued: queue.count("queued"), sent: queue.count("sent") },
    "relay is open",
  );

  let running = true;
  const work = (async () => {
    while (running) {
      await sender.round().catch((error) => {
        metrics.failures.inc();
        log.error({ error: String(error) }, "round failed");
      });
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  })();
  return {
    port,
    async stop() {
      running = false;
      server.close();
      server.closeAllConnections();
      await work;
      queue.close();
      await terminateProver();
    },
  };
}
