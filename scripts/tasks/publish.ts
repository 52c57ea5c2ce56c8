import { type Contract, formatUnits, hexlify, randomBytes, ZeroHash } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import type { AnswerShape } from "../protocol/encodeAnswers.ts";
import type { Policy } from "../protocol/Policy.ts";
import { publicationCost } from "../protocol/publicationCost.ts";
import { reviewerPoolOf } from "../protocol/reviewerPoolOf.ts";
import { sealedHashOf } from "../protocol/sealedHashOf.ts";
import type { TaskSpec, TaskTerms } from "../protocol/TaskSpec.ts";
import { approve } from "./approve.ts";
import { eventOf } from "./eventOf.ts";
import { isoTime } from "./isoTime.ts";
import { parseAmount } from "./parseAmount.ts";
import { readAnswers } from "./readAnswers.ts";
import { readRows } from "./readRows.ts";
import { rehearse } from "./rehearse.ts";
import { type ReviewerArguments, reviewerTerms } from "./reviewerTerms.ts";
import { requireBalance } from "./requireBalance.ts";
import { type Command, runCommand } from "./runCommand.ts";
import { sealRow } from "./sealRow.ts";
import { tokenAt } from "./tokenAt.ts";
import { unitOf } from "./unitOf.ts";

interface PublishArguments extends ReviewerArguments {
  account: string;
  sheets: string;
  questions: string;
  items: number;
  classes: number;
  minimum: string;
  maximum: string;
  decimals: number;
  cid: string;
  gold: string;
  token: string;
  pool: string;
  quota: number;
  bond: string;
  minLevel: number;
  skills: bigint;
  field: number;
  commitSeconds: number;
  revealSeconds: number;
}

/** Publishes a task; everything is checked before the first transaction. */
export default async function publish(args: PublishArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async (command) => {
    const { contract, signer, print } = command;
    const owner = await signer.getAddress();
    const registry = contract("TaskRegistry");
    const shape = await shapeOf(args);
    const token = args.token === "" ? contract("AIAToken") : tokenAt(command, args.token);
    const policy = await currentPolicy(command, token);
    const reviewers = reviewerTerms(args, shape, policy);
    const terms = await termsOf(args, shape, token, command, reviewers);
    const gold = args.gold === "" ? undefined : await readAnswers(args.gold, shape, args.decimals);
    const salt = hexlify(randomBytes(32));
    const goldHash = gold === undefined ? ZeroHash : sealedHashOf(gold, salt);
    const { cid, decimals } = args;
    const { minimum, maximum } = shape;
    const spec: TaskSpec = { cid, goldHash, modelHash: ZeroHash, minimum, maximum, decimals, ...reviewers };

    const cost = publicationCost(terms.pool, spec, policy);
    await requireBalance(token, owner, cost, "publishing");
    await rehearse(command, registry, "publish", [terms, spec], ["StakeInsufficient", "ERC20InsufficientAllowance"]);
    const seal = gold === undefined ? undefined : await sealRow(args.sheets, gold, salt);
    await stakeFor(command, owner, policy.requesterStake);
    await approve(token, owner, await registry.getAddress(), cost);
    const receipt = await (await registry.publish(terms, spec)).wait();
    const { taskId, revealStart } = await eventOf(receipt, registry, "TaskPublished");

    const unit = await unitOf(token);
    print(`Task ${taskId} is published: ${shape.items} items, ${terms.quota} places.`);
    print(`It cost ${unit(cost)}, of which the pool is ${unit(terms.pool)}.`);
    if (seal) {
      print(`The gold is kept in ${seal}: open it with the command open,`);
      print(`between ${isoTime(terms.commitDeadline)} and ${isoTime(revealStart)}, or its deposit is lost.`);
    } else if (spec.reviewerPlaces === 0)
      print("Warning: without gold or reviewers, nothing but the contributors' agreement stands behind the labels.");
    if (spec.reviewerPlaces > 0)
      print(
        `${spec.reviewerPlaces} reviewers answer ${spec.reviewerItems} items each, for ${spec.reviewerBps / 100}%.`,
      );
    print("Warning: the answers become public when they are revealed.");
    return { taskId: taskId as bigint, terms, spec };
  });
}

async function shapeOf({
  questions,
  items,
  classes,
  minimum,
  maximum,
  decimals,
}: PublishArguments): Promise<AnswerShape> {
  if ((questions === "") === (items === 0)) throw new Error("Give either --questions <file> or --items <number>.");
  const count = questions === "" ? items : (await readRows(questions, [])).length;
  const bound = (name: string, text: string) => {
    const value = Math.round(Number(text) * 10 ** decimals);
    if (text === "" || !Number.isSafeInteger(value)) throw new Error(`--${name} is "${text}": give a number.`);
    return value;
  };
  if (classes > 0) return { items: count, classes, minimum: 0, maximum: 0 };
  const shape = { items: count, classes, minimum: bound("minimum", minimum), maximum: bound("maximum", maximum) };
  if (shape.minimum >= shape.maximum) throw new Error("Numeric answers need --minimum below --maximum.");
  return shape;
}

async function termsOf(
  args: PublishArguments,
  shape: AnswerShape,
  token: Contract,
  { contract }: Command,
  reviewers: Pick<TaskSpec, "reviewerBps">,
): Promise<TaskTerms> {
  const { quota, minLevel, skills, field, commitSeconds, revealSeconds } = args;
  if (args.pool === "") throw new Error("Say what you pay in all: add --pool <amount>.");
  if (quota < 3) throw new Error(`--quota is ${quota}: at least 3 contributors must answer.`);
  const decimals = Number(await token.decimals());
  const pool = parseAmount("pool", args.pool, decimals);
  const place = (pool - reviewerPoolOf(pool, reviewers)) / BigInt(quota);
  const bond = args.bond === "" ? (place + 9n) / 10n : parseAmount("bond", args.bond, decimals);
  const now = Number(await contract("ProtocolClock").time());
  return {
    token: await token.getAddress(),
    pool,
    classes: shape.classes,
    items: shape.items,
    quota,
    minLevel,
    field,
    skills,
    commitDeadline: now + commitSeconds,
    revealDuration: revealSeconds,
    bond,
  };
}

async function currentPolicy({ contract }: Command, token: Contract): Promise<Policy> {
  const { policy } = await contract("TaskPolicies").current(token);
  return policy.toObject();
}

/** Publishing locks AGT until the task is settled; stakes what is missing. */
async function stakeFor({ contract, print }: Command, owner: string, needed: bigint): Promise<void> {
  const stake = contract("AGTStake");
  const { staked, locked }: Record<string, bigint> = await stake.stakeOf(owner);
  const missing = needed - (staked - locked);
  if (missing <= 0n) return;
  const agt = contract("AGTToken");
  await requireBalance(agt, owner, missing, "the stake of a requester");
  await approve(agt, owner, await stake.getAddress(), missing);
  await (await stake.stake(missing)).wait();
  print(`Staked ${formatUnits(missing)} AGT, locked until the task is settled.`);
}
