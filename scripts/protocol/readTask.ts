import type { BaseContract, LogDescription, Provider } from "ethers";

import { appendReveal } from "./appendReveal.ts";
import { ChainDataError } from "./ChainDataError.ts";
import { parseTask } from "./parseTask.ts";
import { readLogs } from "./readLogs.ts";
import type { CommittedSheet, RevealedSheet, SealedRow } from "./RevealedSheet.ts";
import { sealedHashOf } from "./sealedHashOf.ts";
import { specHashOf } from "./specHashOf.ts";
import type { StoredTask } from "./StoredTask.ts";
import type { TaskSpec } from "./TaskSpec.ts";

/** A task with everything that its events say, checked against what the chain holds. */
export interface TaskRecord {
  readonly taskId: bigint;
  readonly task: StoredTask;
  readonly spec: TaskSpec;
  /** In the order of commits. */
  readonly commits: readonly CommittedSheet[];
  /** In the order of reveals. */
  readonly sheets: readonly RevealedSheet[];
  readonly gold: SealedRow;
  readonly model: SealedRow;
  /** The chain was read as of this block. */
  readonly block: number;
}

export interface ReadTaskOptions {
  /** A block at or before the publication, such as that of the registry's deployment. */
  readonly fromBlock?: number;
  /** State and logs are read as of this block; the latest by default. */
  readonly toBlock?: number;
  /** Most blocks asked for at once. */
  readonly chunk?: number;
}

const EVENTS = ["TaskPublished", "SheetCommitted", "SheetRevealed", "GoldOpened", "ModelOpened"];
const NO_ROW: SealedRow = { row: "0x", salt: `0x${"00".repeat(32)}` };

/**
 * Reads a task from the registry's events and refuses them unless they are complete: commits and reveals must be as
 * many as the chain counted, and the reveals must give its rolling hash.
 *
 * @param registry a `TaskRegistry` connected to a provider
 * @throws RangeError when there is no such task
 * @throws ChainDataError when logs are missing or altered
 */
export async function readTask(registry: BaseContract, taskId: bigint, options: ReadTaskOptions = {}) {
  const provider = registry.runner?.provider;
  if (!provider) throw new TypeError("Connect the registry to a provider.");
  const block = options.toBlock ?? (await provider.getBlockNumber());
  const task = parseTask(await registry.getFunction("taskOf").staticCall(taskId, { blockTag: block }));
  if (BigInt(task.requester) === 0n) {
    const count = await registry.getFunction("taskCount").staticCall();
    throw new RangeError(`There is no task ${taskId}: ${count === 0n ? "none was published" : `give 1 to ${count}`}.`);
  }
  const events = await readEvents(provider, registry, taskId, { ...options, toBlock: block });
  return join(taskId, task, events, block);
}

/** Builds the record and compares it with the chain's counts and hashes. */
function join(taskId: bigint, task: StoredTask, events: LogDescription[], block: number): TaskRecord {
  const named = (name: string) => events.filter((event) => event.name === name).map(({ args }) => args);
  const missing = (what: string) =>
    new ChainDataError(
      `The logs of task ${taskId} are incomplete: ${what}. Ask another node, or read from an earlier block.`,
    );

  const [published] = named("TaskPublished");
  if (!published) throw missing("its publication is not among them");
  const spec = parseSpec(published.spec);
  if (specHashOf(spec) !== task.specHash) throw missing("the published spec does not give the stored hash");

  const commits = named("SheetCommitted").map((args) => parseCommit(args));
  const counted = task.commits + task.reviews;
  if (commits.length !== counted) throw missing(`${commits.length} of ${counted} commits`);
  const byNullifier = new Map(commits.map((sheet) => [sheet.nullifier, sheet]));
  const sheets = named("SheetRevealed").map((args): RevealedSheet => {
    const commit = byNullifier.get(args.nullifier);
    if (!commit) throw missing(`the commit of nullifier ${args.nullifier}`);
    return { ...commit, payout: args.payout, answers: args.answers };
  });
  if (sheets.length !== task.reveals) throw missing(`${sheets.length} of ${task.reveals} reveals`);
  const hash = sheets.reduce(appendReveal, 0n);
  if (hash !== task.revealHash) throw missing("the reveals do not give the rolling hash held on the chain");

  const opened = (event: string, row: string, expected: string, pending: boolean): SealedRow => {
    if (BigInt(expected) === 0n || pending) return NO_ROW;
    const [args] = named(event);
    if (!args || sealedHashOf(args[row], args.salt) !== expected)
      throw missing(`${event} does not give the spec's hash`);
    return { row: args[row], salt: args.salt };
  };
  const gold = opened("GoldOpened", "gold", spec.goldHash, task.goldPending);
  const model = opened("ModelOpened", "predictions", spec.modelHash, task.modelPending);
  return { taskId, task, spec, commits, sheets, gold, model, block };
}

async function readEvents(
  provider: Provider,
  registry: BaseContract,
  taskId: bigint,
  { fromBlock = 0, toBlock, chunk }: ReadTaskOptions & { toBlock: number },
): Promise<LogDescription[]> {
  const signatures = EVENTS.map((name) => registry.getEvent(name).fragment.topicHash);
  const topics = [signatures, `0x${taskId.toString(16).padStart(64, "0")}`];
  const logs = await readLogs(provider, { address: await registry.getAddress(), topics, fromBlock, toBlock, chunk });
  return logs.flatMap((log) => registry.interface.parseLog(log) ?? []);
}

function parseSpec(raw: LogDescription["args"]): TaskSpec {
  const { cid, goldHash, modelHash, ...rest } = raw.toObject();
  const number = (name: string) => Number(rest[name]);
  return {
    cid,
    goldHash,
    modelHash,
    minimum: number("minimum"),
    maximum: number("maximum"),
    decimals: number("decimals"),
    reviewerPlaces: number("reviewerPlaces"),
    reviewerItems: number("reviewerItems"),
    reviewerBps: number("reviewerBps"),
    reviewerTolerance: number("reviewerTolerance"),
  };
}

function parseCommit({ nullifier, role, level, commitment, relayer, fee, bondAccount }: LogDescription["args"]) {
  return { nullifier, role: Number(role), level: Number(level), commitment, relayer, fee, bondAccount };
}
