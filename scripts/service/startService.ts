import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import type { Counter, Registry } from "prom-client";

export interface StartServiceOptions {
  /** Its name in the log. */
  readonly name: string;
  /** What it does again and again. */
  readonly round: () => Promise<void>;
  /** Of `/health` and `/metrics` on the loopback interface; 0 for any free one. */
  readonly port: number;
  /** Milliseconds between rounds; also the age at which a round counts as missing, times ten. */
  readonly pause: number;
  readonly log: Logger;
  readonly metrics: { readonly register: Registry; readonly failures: Counter<"error"> };
  /** Answers other requests; false when there is nothing at the path. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** A running service. */
export interface RunningService {
  readonly port: number;
  /** Ends after the round that is running. */
  stop(): Promise<void>;
}

/** Repeats rounds, whatever fails in them, and serves their health and metrics. */
export async function startService(options: StartServiceOptions): Promise<RunningService> {
  const { name, round, port, pause, log, metrics, answer } = options;
  let lastRound = Date.now();
  const server = createServer({ requestTimeout: 5_000 }, (request, response) => {
    if (request.url === "/metrics") {
      metrics.register.metrics().then(
        (text) => response.end(text),
        () => response.destroy(),
      );
      return;
    }
    if (answer?.(request, response)) return;
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
        await round();
        lastRound = Date.now();
      } catch (error) {
        metrics.failures.inc({ error: (error as Error).name });
        log.warn({ error: String(error).split("\n", 1)[0] }, "round failed");
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  })();
  const address = server.address() as AddressInfo;
  log.info({ port: address.port }, `${name} is running`);
  return {
    port: address.port,
    async stop() {
      running = false;
      server.close();
      server.closeAllConnections();
      await work;
    },
  };
}
