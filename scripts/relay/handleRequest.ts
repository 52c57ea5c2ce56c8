import { checkCommit } from "./checkCommit.ts";
import { checkReveal } from "./checkReveal.ts";
import { parseRequest } from "./parseRequest.ts";
import { RefusedError } from "./RefusedError.ts";
import type { RelayContext } from "./RelayContext.ts";
import type { RelayMetrics } from "./relayMetrics.ts";
import type { SheetKind, SheetQueue } from "./SheetQueue.ts";

/** What answers requests. */
export interface RelayDesk {
  readonly context: RelayContext;
  readonly queue: SheetQueue;
  readonly metrics: RelayMetrics;
}

/** An answer; `body` is sent as JSON unless it is text. */
export interface RelayAnswer {
  readonly status: number;
  readonly body: unknown;
}

const SHEET = /^\/(commits|reveals)\/(\d{1,20})\/(\d{1,78})$/;

/**
 * Answers a request: `POST /commits`, `POST /reveals`, `GET /commits/<task>/<nullifier>` and the same of reveals,
 * `GET /terms`, `GET /health`, `GET /metrics`.
 *
 * @throws RefusedError for requests that are not taken
 */
export async function handleRequest(desk: RelayDesk, method: string, path: string, body: string): Promise<RelayAnswer> {
  const { context, queue, metrics } = desk;
  if (method === "POST" && path === "/commits") return take(desk, "commit", body);
  if (method === "POST" && path === "/reveals") return take(desk, "reveal", body);
  if (method !== "GET") throw new RefusedError(405, "method", `${method} ${path} is not offered.`);
  if (path === "/metrics") return { status: 200, body: await metrics.register.metrics() };
  if (path === "/health") return health(desk);
  if (path === "/terms") {
    const { chainId, registryAddress: registry, relayer, fee } = context;
    return { status: 200, body: { chainId: String(chainId), registry, relayer, fee: String(fee) } };
  }
  const match = SHEET.exec(path);
  if (!match) throw new RefusedError(404, "path", `There is nothing at ${path}.`);
  const sheet = queue.find(match[1] === "commits" ? "commit" : "reveal", BigInt(match[2]), BigInt(match[3]));
  if (!sheet) throw new RefusedError(404, "sheet", "This sheet was never taken.");
  return { status: 200, body: { state: sheet.state, reason: sheet.reason } };
}

/** Takes a sheet once; taking the same one again says what became of it. */
async function take({ context, queue, metrics }: RelayDesk, kind: SheetKind, body: string): Promise<RelayAnswer> {
  const { taskId, nullifier } = await check(context, kind, body, (task, id) => {
    const known = queue.find(kind, task, id);
    return known !== undefined && known.state !== "refused" && known.payload === body;
  });
  if (queue.add(kind, taskId, nullifier, body)) metrics.accepted.inc({ kind });
  else if (queue.find(kind, taskId, nullifier)!.payload !== body) {
    throw new RefusedError(409, "other", "Another sheet of this contributor for this task was taken already.");
  }
  return { status: 202, body: { state: queue.find(kind, taskId, nullifier)!.state } };
}

async function check(
  context: RelayContext,
  kind: SheetKind,
  body: string,
  isKnown: (taskId: bigint, nullifier: bigint) => boolean,
): Promise<{ taskId: bigint; nullifier: bigint }> {
  if (kind === "commit") {
    const request = parseRequest("commit", body);
    const { nullifier } = request.sheet;
    if (!isKnown(request.taskId, nullifier)) await checkCommit(context, request);
    return { taskId: request.taskId, nullifier };
  }
  const request = parseRequest("reveal", body);
  const { nullifier } = request.opening;
  if (!isKnown(request.taskId, nullifier)) await checkReveal(context, request);
  return { taskId: request.taskId, nullifier };
}

async function health({ context, queue }: RelayDesk): Promise<RelayAnswer> {
  const counts = { queued: queue.count("queued"), sent: queue.count("sent") };
  try {
    const [block, balance] = await Promise.all([
      context.provider.getBlockNumber(),
      context.provider.getBalance(context.relayer),
    ]);
    return { status: balance > 0n ? 200 : 503, body: { ok: balance > 0n, block, balance: String(balance), ...counts } };
  } catch (error) {
    return { status: 503, body: { ok: false, error: (error as Error).message, ...counts } };
  }
}
