import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a bad node does to a call. */
export type Lie = "leave out logs" | "leave out the first log" | "stall" | "limit" | "refuse ranges" | "none";

/** A JSON-RPC proxy in front of a good node. */
export interface LyingNode {
  readonly url: string;
  /** How it behaves from now on. */
  lie: Lie;
  /** Calls that it has spoilt. */
  spoilt: number;
  /** Happens once, before the next logs are given: between what a reader asked for before and the logs. */
  interrupt?: () => Promise<unknown>;
  stop(): void;
}

interface Call {
  readonly id: number;
  readonly method: string;
  readonly params: { fromBlock: string; toBlock: string }[];
}

/** Starts a node that lies by omission, stalls, limits rates, or takes only short ranges of blocks. */
export async function lyingNode(target: string): Promise<LyingNode> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const calls = [JSON.parse(body)].flat() as Call[];
    const logs = calls.find(({ method }) => method === "eth_getLogs");
    if (logs && node.interrupt) {
      const { interrupt } = node;
      node.interrupt = undefined;
      await interrupt();
    }
    if (logs && node.lie !== "none") {
      const [{ fromBlock, toBlock }] = logs.params;
      if (node.lie === "stall") {
        node.spoilt++;
        return;
      }
      if (node.lie === "limit") {
        node.spoilt++;
        response.writeHead(429, { "retry-after": "60" }).end();
        return;
      }
      if (node.lie === "refuse ranges" && Number(toBlock) - Number(fromBlock) > 3) {
        node.spoilt++;
        const error = { code: -32005, message: "query exceeds max block range 3" };
        response.end(JSON.stringify(calls.map(({ id }) => ({ jsonrpc: "2.0", id, error }))));
        return;
      }
    }
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(calls) };
    const answers = (await (await fetch(target, init)).json()) as { id: number; result: unknown }[];
    for (const answer of answers) {
      const isLogs = calls.find(({ id }) => id === answer.id)?.method === "eth_getLogs";
      if (!isLogs || !Array.isArray(answer.result) || answer.result.length < 2) continue;
      if (node.lie === "leave out logs") answer.result.pop();
      else if (node.lie === "leave out the first log") answer.result.shift();
      else continue;
      node.spoilt++;
    }
    response.end(JSON.stringify(Array.isArray(JSON.parse(body)) ? answers : answers[0]));
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const node: LyingNode = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lie: "none",
    spoilt: 0,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
  return node;
}
