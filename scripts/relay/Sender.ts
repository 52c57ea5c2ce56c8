import { isCallException, type TransactionRequest } from "ethers";

import { readLogs } from "../protocol/readLogs.ts";
import { checkCommit } from "./checkCommit.ts";
import { checkReveal } from "./checkReveal.ts";
import { encodeBatch } from "./encodeBatch.ts";
import { revertData } from "../protocol/revertData.ts";
import { parseRequest } from "./parseRequest.ts";
import { RefusedError } from "./RefusedError.ts";
import type { RelayContext } from "./RelayContext.ts";
import type { RelayMetrics } from "./relayMetrics.ts";
import type { PlannedTransaction, QueuedSheet, SheetQueue } from "./SheetQueue.ts";

export interface SenderOptions {
  /** Most sheets in one transaction. */
  readonly batch?: number;
  /** Most bytes of payload in one transaction. */
  readonly batchBytes?: number;
  /** Blocks that must be on top of a transaction before it counts. */
  readonly confirmations?: number;
  /** Milliseconds without a confirmation before fees are raised. */
  readonly patience?: number;
}

/** Fees rise by this much, in percent, when a transaction is not taken; nodes ask for at least 10. */
const RAISE = 25n;

/**
 * Sends queued sheets, one transaction at a time. Each is written down with its nonce before it is sent; whatever
 * happens then, the same nonce is used until the chain has moved past it, and the chain's events alone say what became
 * of its sheets. So nothing is lost and nothing is sent twice.
 */
export class Sender {
  readonly #context: RelayContext;
  readonly #queue: SheetQueue;
  readonly #metrics: RelayMetrics;
  readonly #options: Required<SenderOptions>;
  #sentAt = 0;
  #raises = 0n;
  /** Set after a batch that failed as a whole: sheets are then sent one by one until one is confirmed. */
  #single = false;

  constructor(context: RelayContext, queue: SheetQueue, metrics: RelayMetrics, options: SenderOptions = {}) {
    this.#context = context;
    this.#queue = queue;
    this.#metrics = metrics;
    this.#options = { batch: 16, batchBytes: 60_000, confirmations: 1, patience: 15_000, ...options };
  }

  /** One step: follows the transaction in flight, or plans and sends the next one. */
  async round(): Promise<void> {
    const planned = this.#queue.planned();
    if (planned) await this.#follow(planned);
    else await this.#begin();
    this.#metrics.lastRound.set(Math.floor(Date.now() / 1000));
  }

  async #begin(): Promise<void> {
    const sheets = await this.#nextBatch();
    if (sheets.length === 0) return;
    const { provider, relayer, registry } = this.#context;
    const [nonce, fromBlock] = await Promise.all([
      provider.getTransactionCount(relayer, "latest"),
      provider.getBlockNumber(),
    ]);
    const data = encodeBatch(registry.interface, sheets);
    const gas = await this.#estimate(data, sheets);
    if (gas === undefined) return;
    const plan = { nonce, data, gas, fromBlock, sheets: sheets.map(({ id }) => id) };
    this.#queue.plan(plan);
    this.#raises = 0n;
    await this.#send(plan);
  }

  /** Gas of a transaction; none when the registry would refuse it: then its sheets are tried one by one. */
  async #estimate(data: string, sheets: readonly QueuedSheet[]): Promise<bigint | undefined> {
    const { provider, relayer, registryAddress: to, log } = this.#context;
    try {
      return ((await provider.estimateGas({ from: relayer, to, data })) * 12n) / 10n;
    } catch (error) {
      if (!isCallException(error) && revertData(error) === undefined) throw error;
      log.warn({ sheets: sheets.map(({ id }) => id) }, "the registry would refuse this");
      if (sheets.length > 1) this.#single = true;
      else
        this.#queue.mark(sheets[0].id, "refused", "The registry refuses it: another sheet took the place or the bond.");
      return undefined;
    }
  }

  /** The oldest sheets of one kind and task that still pass their checks; the others are refused. */
  async #nextBatch(): Promise<QueuedSheet[]> {
    const queued = this.#queue.list("queued", 4 * this.#options.batch);
    const [first] = queued;
    const batch: QueuedSheet[] = [];
    let bytes = 0;
    for (const sheet of queued) {
      if (sheet.kind !== first.kind || sheet.taskId !== first.taskId) continue;
      const most = this.#single ? 1 : this.#options.batch;
      if (batch.length === most || bytes + sheet.payload.length / 2 > this.#options.batchBytes) break;
      if (!(await this.#passes(sheet))) continue;
      batch.push(sheet);
      bytes += sheet.payload.length / 2;
    }
    return batch;
  }

  async #passes({ id, kind, payload }: QueuedSheet): Promise<boolean> {
    try {
      if (kind === "commit") await checkCommit(this.#context, parseRequest("commit", payload));
      else await checkReveal(this.#context, parseRequest("reveal", payload));
      return true;
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      if (error.status === 503) return false;
      this.#context.log.warn({ id, reason: error.reason }, error.message);
      this.#queue.mark(id, "refused", error.message);
      return false;
    }
  }

  /** Sends a planned transaction. Whether it got through shows when it is followed. */
  async #send({ nonce, data, gas, sheets }: PlannedTransaction): Promise<void> {
    const { signer, registryAddress: to, log } = this.#context;
    try {
      const { hash } = await signer.sendTransaction({ to, data, nonce, gasLimit: gas, ...(await this.#fees()) });
      this.#metrics.transactions.inc();
      log.info({ nonce, hash, sheets: sheets.length }, "sent");
    } catch (error) {
      log.warn({ nonce, error: String(error) }, "not sent");
    }
    this.#sentAt = Date.now();
  }

  async #fees(): Promise<TransactionRequest> {
    const { maxFeePerGas, maxPriorityFeePerGas, gasPrice } = await this.#context.provider.getFeeData();
    const raised = (fee: bigint) => (fee * (100n + RAISE) ** this.#raises) / 100n ** this.#raises + this.#raises;
    if (maxFeePerGas === null || maxPriorityFeePerGas === null) return { gasPrice: raised(gasPrice ?? 0n) };
    return { maxFeePerGas: raised(maxFeePerGas), maxPriorityFeePerGas: raised(maxPriorityFeePerGas) };
  }

  /** Sends the transaction in flight again when it is not taken, and reads the chain's events when it is. */
  async #follow(plan: PlannedTransaction): Promise<void> {
    const { provider, relayer } = this.#context;
    const head = await provider.getBlockNumber();
    const settled = head - this.#options.confirmations + 1;
    const used = settled < 0 ? 0 : await provider.getTransactionCount(relayer, settled);
    if (used > plan.nonce) return this.#conclude(plan, settled);
    if ((await provider.getTransactionCount(relayer, "latest")) > plan.nonce) return;
    const waiting = Date.now() - this.#sentAt;
    if (waiting < this.#options.patience) return;
    // After a restart nothing is known of earlier attempts: the first one repeats the fees of the day.
    if (this.#sentAt > 0) {
      this.#raises++;
      this.#metrics.replacements.inc();
    }
    await this.#send(plan);
  }

  async #conclude({ nonce, fromBlock, sheets }: PlannedTransaction, toBlock: number): Promise<void> {
    const outcomes = [];
    for (const id of sheets) {
      const done = await this.#onChain(this.#queue.sheet(id), fromBlock, toBlock);
      outcomes.push({ id, state: done ? ("done" as const) : ("queued" as const) });
    }
    this.#queue.conclude(outcomes);
    this.#sentAt = 0;
    this.#raises = 0n;
    this.#single = false;
    this.#context.log.info({ nonce, done: outcomes.filter(({ state }) => state === "done").length }, "confirmed");
  }

  async #onChain({ kind, taskId, nullifier }: QueuedSheet, fromBlock: number, toBlock: number): Promise<boolean> {
    const { registry, provider, registryAddress: address } = this.#context;
    const event = kind === "commit" ? "SheetCommitted" : "SheetRevealed";
    const topics = registry.interface.encodeFilterTopics(event, [taskId, nullifier]);
    return (await readLogs(provider, { address, topics, fromBlock, toBlock })).length > 0;
  }
}
