import { getAddress, isAddress } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { deriveSecret } from "../identity/deriveSecret.ts";
import { loadProvingKey } from "../identity/loadProvingKey.ts";
import { proveEligibility } from "../identity/proveEligibility.ts";
import { terminateProver } from "../identity/terminateProver.ts";
import { phaseAt } from "../protocol/phaseAt.ts";
import { prepareSheet } from "../protocol/prepareSheet.ts";
import { readTask, type TaskRecord } from "../protocol/readTask.ts";
import { saveSheet } from "../protocol/saveSheet.ts";
import { approve } from "./approve.ts";
import { findPass } from "./findPass.ts";
import { isoTime } from "./isoTime.ts";
import { readAnswers } from "./readAnswers.ts";
import { rehearse } from "./rehearse.ts";
import { requireBalance } from "./requireBalance.ts";
import { requireTaskNumber } from "./requireTaskNumber.ts";
import { type Command, runCommand } from "./runCommand.ts";
import { tokenAt } from "./tokenAt.ts";

interface CommitArguments {
  account: string;
  sheets: string;
  task: bigint;
  answers: string;
  payout: string;
}

/** Commits to a sheet: checks, stores it durably, proves, funds the bond, and only then sends it. */
export default async function commit(args: CommitArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async (command) => {
    const { chainId, contract, signer, book, print } = command;
    const taskId = requireTaskNumber(args.task);
    const sender = await signer.getAddress();
    if (args.answers === "") throw new Error("Say what you answer: add --answers <file>.");
    if (args.payout !== "" && !isAddress(args.payout))
      throw new Error(`--payout is "${args.payout}": give an address.`);
    const registry = contract("TaskRegistry");
    const record = await readTask(registry, taskId, { fromBlock: book.firstBlock });
    const { task, spec } = record;
    await requireCommitPhase(command, record);
    const shape = { items: task.items, classes: task.classes, minimum: spec.minimum, maximum: spec.maximum };
    const answers = await readAnswers(args.answers, shape, spec.decimals);

    const secret = await deriveSecret(signer, chainId);
    const { pass, path, root } = await findPass(command, secret);
    const place = { chainId, registry: await registry.getAddress(), taskId };
    const payout = args.payout === "" ? sender : getAddress(args.payout);
    const sheet = prepareSheet({ place, task, secret, answers, payout, bondAccount: sender });
    if (record.commits.some(({ nullifier }) => nullifier === sheet.commit.nullifier)) {
      throw new Error(`This account has committed to task ${taskId} already; a commit is final.`);
    }
    const { scope, signal } = sheet;
    const { minLevel, skills, commitDeadline } = task;
    const requirement = {
      minLevel,
      claimedLevel: sheet.commit.claimedLevel,
      skills,
      minValidUntil: BigInt(commitDeadline),
    };
    const statement = { secret, pass, path, root, scope, signal, requirement };
    const { a, b, c } = await proveEligibility(statement, await loadProvingKey("eligibility"));
    await terminateProver();

    const call = [taskId, sheet.commit, { root, points: [...a, ...b.flat(), ...c] }, "0x"];
    await requireBond(command, record, sender);
    await rehearse(command, registry, "commit", call, ["BalanceInsufficient"]);
    const file = await saveSheet(args.sheets, sheet);
    await fundBond(command, record, sender);
    await (await registry.commit(...call)).wait();
    print(`Committed to task ${taskId}. The sheet is kept in ${file}: reveal it with the command reveal,`);
    const { revealStart, revealDuration } = task;
    print(`between ${isoTime(revealStart)} and ${isoTime(revealStart + revealDuration)}, or the bond is lost.`);
    return { nullifier: sheet.commit.nullifier, file };
  });
}

async function requireCommitPhase({ contract }: Command, { taskId, task }: TaskRecord): Promise<void> {
  const phase = phaseAt(task, Number(await contract("ProtocolClock").time()));
  if (phase !== "commit") throw new Error(`Task ${taskId} is in phase "${phase}": commits are over.`);
  if (task.commits >= task.quota) throw new Error(`All ${task.quota} places of task ${taskId} are taken.`);
}

/** Units of the token that the sender's prepaid balance lacks for one bond. */
async function missingBond({ contract }: Command, { task }: TaskRecord, sender: string): Promise<bigint> {
  const balance: bigint = await contract("TaskRegistry").getFunction("balanceOf").staticCall(task.token, sender);
  return balance < task.bond ? task.bond - balance : 0n;
}

async function requireBond(command: Command, record: TaskRecord, sender: string): Promise<void> {
  const missing = await missingBond(command, record, sender);
  await requireBalance(tokenAt(command, record.task.token), sender, missing, "the bond");
}

async function fundBond(command: Command, record: TaskRecord, sender: string): Promise<void> {
  const { token } = record.task;
  const missing = await missingBond(command, record, sender);
  if (missing === 0n) return;
  const registry = command.contract("TaskRegistry");
  await approve(tokenAt(command, token), sender, await registry.getAddress(), missing);
  await (await registry.deposit(token, sender, missing)).wait();
}
