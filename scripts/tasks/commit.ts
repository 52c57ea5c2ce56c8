import { getAddress, isAddress, type Signer } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { deriveSecret } from "../identity/deriveSecret.ts";
import { loadProvingKey } from "../identity/loadProvingKey.ts";
import { proveEligibility } from "../identity/proveEligibility.ts";
import { terminateProver } from "../identity/terminateProver.ts";
import { bondLock } from "../protocol/bondLock.ts";
import { phaseAt } from "../protocol/phaseAt.ts";
import { type PreparedSheet, prepareSheet } from "../protocol/prepareSheet.ts";
import { readTask, type TaskRecord } from "../protocol/readTask.ts";
import { saveSheet } from "../protocol/saveSheet.ts";
import { askRelay, type RelayTerms } from "./askRelay.ts";
import { findPass } from "./findPass.ts";
import { fundBond } from "./fundBond.ts";
import { isoTime } from "./isoTime.ts";
import { readAnswers } from "./readAnswers.ts";
import { rehearse } from "./rehearse.ts";
import { requireBond } from "./requireBond.ts";
import { requireTaskNumber } from "./requireTaskNumber.ts";
import { type Command, runCommand } from "./runCommand.ts";

interface CommitArguments {
  account: string;
  sheets: string;
  task: bigint;
  answers: string;
  payout: string;
  bondAccount: string;
  relay: string;
}

/** Commits to a sheet: checks, proves, stores it durably, funds the bond, and only then sends it. */
export default async function commit(args: CommitArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async (command) => {
    const { chainId, contract, signer, book, print } = command;
    const taskId = requireTaskNumber(args.task);
    if (args.answers === "") throw new Error("Say what you answer: add --answers <file>.");
    if (args.payout !== "" && !isAddress(args.payout))
      throw new Error(`--payout is "${args.payout}": give an address.`);
    const bonded = args.bondAccount === "" ? signer : await command.account(args.bondAccount);
    const bondAccount = await bonded.getAddress();
    const registry = contract("TaskRegistry");
    const record = await readTask(registry, taskId, { fromBlock: book.firstBlock });
    const { task, spec } = record;
    await requireCommitPhase(command, record);
    const shape = { items: task.items, classes: task.classes, minimum: spec.minimum, maximum: spec.maximum };
    const answers = await readAnswers(args.answers, shape, spec.decimals);

    const secret = await deriveSecret(signer, chainId);
    const { pass, path, root } = await findPass(command, secret);
    const place = { chainId, registry: await registry.getAddress(), taskId };
    const payout = args.payout === "" ? bondAccount : getAddress(args.payout);
    const sent = args.relay === "" ? {} : await relayTerms(args.relay, place);
    const sheet = prepareSheet({ place, task, secret, answers, payout, bondAccount, ...sent });
    if (record.commits.some(({ nullifier }) => nullifier === sheet.commit.nullifier)) {
      throw new Error(`This account has committed to task ${taskId} already; a commit is final.`);
    }
    const { scope, signal } = sheet;
    const { minLevel, skills, commitDeadline } = task;
    const { claimedLevel } = sheet.commit;
    const requirement = { minLevel, claimedLevel, skills, minValidUntil: BigInt(commitDeadline) };
    const statement = { secret, pass, path, root, scope, signal, requirement };
    const { a, b, c } = await proveEligibility(statement, await loadProvingKey("eligibility"));
    await terminateProver();

    const proof = { root, points: [...a, ...b.flat(), ...c] };
    const signature = bonded === signer && args.relay === "" ? "0x" : await sign(bonded, sheet);
    await requireBond(command, record, bonded);
    const call = [taskId, sheet.commit, proof, signature];
    if (args.relay === "") await rehearse(command, registry, "commit", call, ["BalanceInsufficient"]);
    const file = await saveSheet(args.sheets, sheet);
    await fundBond(command, record, bonded);
    if (args.relay === "") await (await registry.commit(...call)).wait();
    else await askRelay(args.relay, "/commits", { taskId, sheet: sheet.commit, proof, bondSignature: signature });
    const { revealStart, revealDuration } = task;
    print(`${args.relay === "" ? "Committed" : "The relay takes the commit"} to task ${taskId}.`);
    print(`The sheet is kept in ${file}: reveal it with the command reveal,`);
    print(`between ${isoTime(revealStart)} and ${isoTime(revealStart + revealDuration)}, or the bond is lost.`);
    return { nullifier: sheet.commit.nullifier, file };
  });
}

async function requireCommitPhase({ contract }: Command, { taskId, task }: TaskRecord): Promise<void> {
  const phase = phaseAt(task, Number(await contract("ProtocolClock").time()));
  if (phase !== "commit") throw new Error(`Task ${taskId} is in phase "${phase}": commits are over.`);
  if (task.commits >= task.quota) throw new Error(`All ${task.quota} places of task ${taskId} are taken.`);
}

async function relayTerms(relay: string, place: PreparedSheet["place"]) {
  const { chainId, registry, relayer, fee } = await askRelay<RelayTerms>(relay, "/terms");
  if (BigInt(chainId) !== place.chainId || registry !== place.registry) {
    throw new Error(`The relay ${relay} serves the registry ${registry} on chain ${chainId}, not this one.`);
  }
  return { relayer, fee: BigInt(fee) };
}

async function sign(bonded: Signer, sheet: PreparedSheet): Promise<string> {
  const { domain, types, value } = bondLock(sheet);
  return bonded.signTypedData(domain, types, value);
}
