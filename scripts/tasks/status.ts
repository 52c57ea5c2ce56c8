import { getBytes } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { phaseAt } from "../protocol/phaseAt.ts";
import { reviewerPoolOf } from "../protocol/reviewerPoolOf.ts";
import { readSettlement } from "../protocol/readSettlement.ts";
import { readTask } from "../protocol/readTask.ts";
import { isoTime } from "./isoTime.ts";
import { type Command, runCommand } from "./runCommand.ts";
import { tokenAt } from "./tokenAt.ts";
import { unitOf } from "./unitOf.ts";

interface StatusArguments {
  task: bigint;
  json: boolean;
}

/** Where one task stands. */
interface TaskStatus {
  readonly task: string;
  readonly phase: string;
  readonly items: number;
  readonly classes: number;
  readonly quota: number;
  readonly commits: number;
  readonly reveals: number;
  /** Places, commits and reveals of reviewers. */
  readonly reviewers: number;
  readonly reviews: number;
  readonly reviewReveals: number;
  readonly pool: string;
  /** Price of one contributor's place. */
  readonly place: string;
  readonly commitDeadline: string;
  readonly revealStart: string;
  readonly revealEnd: string;
  /** Of a settled task. */
  readonly labels?: number[];
  readonly payouts?: { payout: string; amount: string; claimed: boolean }[];
}

/** Shows one task, or all. Asks for no key. */
export default async function status({ task, json }: StatusArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: false }, async (command) => {
    const count: bigint = await command.contract("TaskRegistry").taskCount();
    const numbers = task > 0n ? [task] : Array.from({ length: Number(count) }, (_, i) => BigInt(i + 1));
    const found: TaskStatus[] = [];
    for (const number of numbers) found.push(await statusOf(command, number));
    if (json) command.print(JSON.stringify(found, null, 2));
    else if (found.length === 0) command.print("No task was published yet.");
    else found.forEach((entry) => describe(entry, command.print));
    return found;
  });
}

async function statusOf(command: Command, taskId: bigint): Promise<TaskStatus> {
  const { contract, book } = command;
  const settlement = contract("Settlement");
  const options = { fromBlock: book.firstBlock };
  const record = await readTask(contract("TaskRegistry"), taskId, options);
  const { task } = record;
  const unit = await unitOf(tokenAt(command, task.token));
  const common = {
    task: String(taskId),
    phase: phaseAt(task, Number(await contract("ProtocolClock").time())),
    items: task.items,
    classes: task.classes,
    quota: task.quota,
    commits: task.commits,
    reveals: task.reveals - task.reviewReveals,
    reviewers: task.reviewerPlaces,
    reviews: task.reviews,
    reviewReveals: task.reviewReveals,
    pool: unit(task.pool),
    place: unit((task.pool - reviewerPoolOf(task.pool, record.spec)) / BigInt(task.quota)),
    commitDeadline: isoTime(task.commitDeadline),
    revealStart: isoTime(task.revealStart),
    revealEnd: isoTime(task.revealStart + task.revealDuration),
  };
  if (task.ending !== 1) return common;
  const { labels, tree } = await readSettlement(settlement, record, options);
  const payouts = await Promise.all(
    tree.leaves.map(async ({ index, payout, amount }) => ({
      payout,
      amount: unit(amount),
      claimed: (await settlement.isClaimed(taskId, index)) as boolean,
    })),
  );
  return { ...common, labels: [...getBytes(labels)], payouts };
}

function describe(entry: TaskStatus, print: (line: string) => void): void {
  const { task, phase, items, quota, commits, reveals, pool, labels, payouts = [] } = entry;
  print(`Task ${task}: ${phase}; ${items} items, pool ${pool}, ${commits} commits and ${reveals} reveals of ${quota}.`);
  const { reviewers, reviews, reviewReveals } = entry;
  if (reviewers > 0) print(`  ${reviews} commits and ${reviewReveals} reveals of ${reviewers} reviewers`);
  print(`  a place is worth ${entry.place}`);
  print(`  commits until ${entry.commitDeadline}, reveals ${entry.revealStart} to ${entry.revealEnd}`);
  if (labels) print(`  labels ${labels.join(" ")}`);
  for (const { payout, amount, claimed } of payouts) print(`  ${payout} ${amount}${claimed ? " paid" : ""}`);
}
