import type { Contract, Provider } from "ethers";
import type { Logger } from "pino";

import { ChainDataError } from "../protocol/ChainDataError.ts";
import { parseTask } from "../protocol/parseTask.ts";
import { phaseAt } from "../protocol/phaseAt.ts";
import { predictSettlement } from "../protocol/predictSettlement.ts";
import { readPolicy } from "../protocol/readPolicy.ts";
import { readSettlement } from "../protocol/readSettlement.ts";
import { readReviews } from "../protocol/readReviews.ts";
import { readTask, type TaskRecord } from "../protocol/readTask.ts";
import { resolveArguments } from "../protocol/resolveArguments.ts";
import { settleArguments } from "../protocol/settleArguments.ts";
import { exportTask } from "./exportTask.ts";
import type { KeeperMetrics } from "./keeperMetrics.ts";

/** What a keeper works with. */
export interface KeeperOptions {
  readonly provider: Provider;
  readonly registry: Contract;
  readonly settlement: Contract;
  readonly reviews: Contract;
  readonly policies: Contract;
  readonly clock: Contract;
  /** Block at or before the registry's deployment. */
  readonly firstBlock: number;
  /** Most blocks asked for at once. */
  readonly chunk?: number;
  /** Blocks that must be on top of a result before it is exported. */
  readonly confirmations: number;
  /** Milliseconds after which a transaction that is not mined is given up; a node can forget it. */
  readonly patience?: number;
  /** Folder of the exported data sets. */
  readonly folder: string;
  readonly log: Logger;
  readonly metrics: KeeperMetrics;
}

const PATIENCE = 120_000;

/**
 * Settles every task as soon as it can be, resolves its reviews, and exports what was settled. It keeps nothing but the files that it exports:
 * everything is read from the chain, and nothing is believed that the chain's counts and hashes do not confirm. Several
 * keepers may run at once; whoever comes second finds the task settled.
 */
export class Keeper {
  readonly #options: KeeperOptions;
  /** Tasks that are over and exported. */
  readonly #over = new Set<bigint>();

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** Looks at every task once. What fails for one task is reported, and tried again in the next round. */
  async round(): Promise<void> {
    const { registry, metrics, log } = this.#options;
    const count: bigint = await registry.taskCount();
    let open = 0;
    for (let task = 1n; task <= count; task++) {
      if (this.#over.has(task)) continue;
      open++;
      try {
        if (await this.#visit(task)) this.#over.add(task);
      } catch (error) {
        const { name, message } = error as Error;
        metrics.failures.inc({ error: name });
        log.warn({ task: String(task), error: name }, message.split("\n", 1)[0]);
      }
    }
    metrics.open.set(open);
    metrics.lastRound.set(Math.floor(Date.now() / 1000));
  }

  /** Whether nothing is left to do for the task. */
  async #visit(taskId: bigint): Promise<boolean> {
    const { registry, clock } = this.#options;
    const task = parseTask(await registry.taskOf(taskId));
    const phase = phaseAt(task, Number(await clock.time()));
    if (phase === "settle") await this.#settle(taskId);
    if (phase === "settled") {
      if (task.reviews > 0) await this.#resolve(taskId);
      return this.#export(taskId);
    }
    return phase === "cancelled";
  }

  async #settle(taskId: bigint): Promise<void> {
    const { settlement, policies, patience = PATIENCE, log, metrics } = this.#options;
    const record = await this.#read(taskId);
    const { tree } = predictSettlement(record, await readPolicy(policies, record.task.policy));
    const values = settleArguments(record);
    // The chain computes the same result or refuses; a refusal costs nothing here.
    await settlement.settle.staticCall(...values);
    const receipt = await (await settlement.settle(...values)).wait(1, patience);
    metrics.settled.inc();
    log.info(
      { task: String(taskId), sheets: record.sheets.length, root: tree.root, gas: String(receipt.gasUsed) },
      "settled",
    );
  }

  /** Frees or slashes the stake of a settled task's reviewers. */
  async #resolve(taskId: bigint): Promise<void> {
    const { reviews, patience = PATIENCE, log, metrics } = this.#options;
    const record = await this.#read(taskId);
    const { resolvable, hidden } = await readReviews(reviews, record);
    if (resolvable) {
      const values = resolveArguments(record);
      await reviews.resolve.staticCall(...values);
      await (await reviews.resolve(...values)).wait(1, patience);
    }
    for (const reviewer of hidden) {
      await reviews.forfeit.staticCall(taskId, reviewer);
      await (await reviews.forfeit(taskId, reviewer)).wait(1, patience);
    }
    if (!resolvable && hidden.length === 0) return;
    metrics.resolved.inc();
    log.info(
      { task: String(taskId), reviews: record.task.reviewReveals, forfeited: hidden.length },
      "reviews resolved",
    );
  }

  /** Exports a settled task once it is deep enough in the chain not to be undone. */
  async #export(taskId: bigint): Promise<boolean> {
    const { provider, settlement, policies, firstBlock, chunk, confirmations, folder, log } = this.#options;
    const toBlock = (await provider.getBlockNumber()) - confirmations;
    if (toBlock < firstBlock) return false;
    const record = await this.#read(taskId, toBlock);
    if (record.task.ending !== 1) return false;
    const result = await readSettlement(settlement, record, { fromBlock: firstBlock, chunk });
    const predicted = predictSettlement(record, await readPolicy(policies, record.task.policy));
    const agrees = predicted.tree.root === result.tree.root;
    if (!agrees) log.error({ task: String(taskId) }, "the chain's result differs from the prediction");
    const file = await exportTask(folder, record, result, agrees);
    log.info({ task: String(taskId), file }, "exported");
    return true;
  }

  /** A task as of one block, which must still be the same block afterwards. */
  async #read(taskId: bigint, toBlock?: number): Promise<TaskRecord> {
    const { provider, registry, firstBlock: fromBlock, chunk } = this.#options;
    const block = toBlock ?? (await provider.getBlockNumber());
    const hash = async () => (await provider.getBlock(block))?.hash;
    const before = await hash();
    const record = await readTask(registry, taskId, { fromBlock, toBlock: block, chunk });
    if (before === undefined || before !== (await hash())) {
      throw new ChainDataError(`The chain replaced block ${block} while task ${taskId} was read.`);
    }
    return record;
  }
}
