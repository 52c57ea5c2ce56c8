import { Contract, type Provider, type Signer } from "ethers";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";

import type { AddressBook } from "../protocol/readAddressBook.ts";
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
  /** Most blocks asked for at once. */
  readonly chunk?: number;
  /** Milliseconds between rounds; also the age at which a round counts as missing, times ten. */
  readonly pause: number;
  readonly log: Logger;
}

/** A running keeper. */
export interface RunningKeeper {
  readonly port: number;
  /** Ends after the round that is running. */
  stop(): Promise<void>;
}

/** Starts a keeper and its health page. */
export async function startKeeper(options: StartKeeperOptions): Promise<RunningKeeper> {
  const { provider, signer, book, port, pause, log } = options;
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
    policies: contract("TaskPolicies"),
    clock: contract("ProtocolClock"),
    firstBlock: book.firstBlock,
    metrics,
  });
  let lastRound = Date.now();
  const server = createServer({ requestTimeout: 5_000 }, (request, response) => {
    if (request.url === "/metrics") {
      metrics.register.metrics().then(
        (text) => response.end(text),
        () => response.destroy(),
      );
      return;
    }
    const ok = Date.now() - lastRound < 10 * pause + 30_000;
    response.statusCode = request.url !== "/health" ? 404 : ok ? 200 : 503;
    response.end(`${JSON.stringify({ ok, lastRound: new Date(lastRound).toISOString() })}\n`);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");

  let running = true;
  const work = (async () => {
    while (running) {
      try {
        await keeper.round();
        lastRound = Date.now();
      } catch (error) {
        metrics.failures.inc({ error: (error as Error).name });
        log.warn({ error: String(error).split("\n", 1)[0] }, "round failed");
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  })();
  log.info({ port: (server.address() as AddressInfo).port }, "keeper is running");
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      running = false;
      server.close();
      server.closeAllConnections();
      await work;
    },
  };
}
