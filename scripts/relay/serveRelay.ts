import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";

import { handleRequest, type RelayDesk } from "./handleRequest.ts";
import { RateLimit } from "./RateLimit.ts";
import { RefusedError } from "./RefusedError.ts";

export interface ServeOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Most bytes of a request; the largest sheet that can be settled takes 60,000 in hexadecimal. */
  readonly mostBytes?: number;
  /** Requests that a source may make at once, and per second in the long run. */
  readonly burst?: number;
  readonly perSecond?: number;
}

/** Serves a relay on the loopback interface; a proxy in front of it may speak TLS to the world. */
export async function serveRelay(desk: RelayDesk, options: ServeOptions): Promise<Server> {
  const { port, mostBytes = 131_072, burst = 100, perSecond = 20 } = options;
  const limit = new RateLimit(burst, perSecond);
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    answer(desk, limit, mostBytes, request, response).catch((error) => {
      desk.context.log.error({ error: String(error) }, "request failed");
      response.destroy();
    });
  });
  server.maxConnections = 256;
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function answer(
  desk: RelayDesk,
  limit: RateLimit,
  mostBytes: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "GET", url = "/" } = request;
  try {
    if (!limit.take(request.socket.remoteAddress ?? ""))
      throw new RefusedError(429, "rate", "Too many requests: wait.");
    const { status, body } = await handleRequest(desk, method, url.split("?", 1)[0], await read(request, mostBytes));
    const text = typeof body === "string";
    response.writeHead(status, { "content-type": text ? "text/plain; version=0.0.4" : "application/json" });
    response.end(text ? body : `${JSON.stringify(body)}\n`);
  } catch (error) {
    const refused =
      error instanceof RefusedError ? error : new RefusedError(503, "node", "The chain cannot be read now.");
    if (refused !== error) desk.context.log.error({ error: String(error) }, "a check failed");
    desk.metrics.refused.inc({ reason: refused.reason });
    const close = refused.status === 413 ? { connection: "close" } : {};
    response.writeHead(refused.status, { "content-type": "application/json", ...close });
    response.end(`${JSON.stringify({ error: refused.message })}\n`);
  }
}

async function read(request: IncomingMessage, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new RefusedError(413, "size", `The request has more than ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
