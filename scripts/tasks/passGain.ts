import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { deriveSecret } from "../identity/deriveSecret.ts";
import { identityCommitment } from "../identity/identityCommitment.ts";
import { loadProvingKey } from "../identity/loadProvingKey.ts";
import { proveExperience } from "../identity/proveExperience.ts";
import { spendNullifier } from "../identity/spendNullifier.ts";
import { terminateProver } from "../identity/terminateProver.ts";
import { experienceContextOf } from "../protocol/experienceContextOf.ts";
import { findNotes, type RecordedNote } from "../protocol/findNotes.ts";
import { readLogs } from "../protocol/readLogs.ts";
import { readTree } from "../protocol/readTree.ts";
import { scopeOf } from "../protocol/scopeOf.ts";
import { ownPass } from "./ownPass.ts";
import { type Command, runCommand } from "./runCommand.ts";

interface GainArguments {
  account: string;
  task: bigint;
}

/** Proves to own notes of the experience tree, and lets the account's pass take them in. */
export default async function passGain(args: GainArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async (command) => {
    const { chainId, contract, signer, book, print } = command;
    const passId = await ownPass(command, await signer.getAddress());
    const secret = await deriveSecret(signer, chainId);
    const [passes, experience] = [contract("ContributorPass"), contract("Experience")];
    if ((await passes.passOf(passId)).identityCommitment !== identityCommitment(secret)) {
      throw new Error(`Pass ${passId} carries another identity than this account's: its secret owns the notes.`);
    }
    const mine = findNotes(secret, await recordedNotes(command, args.task));
    const spends = mine.map(({ scope }) => spendNullifier(secret, scope));
    const spent = await Promise.all(spends.map((spend) => experience.isSpent(spend)));
    const open = mine.filter((_, index) => !spent[index]);
    if (open.length === 0) throw new Error(reasonOf(mine.length, args.task));

    const mirror = await readTree(contract("ExperienceTree"), { fromBlock: book.firstBlock });
    const context = experienceContextOf({ chainId, pass: await passes.getAddress(), passId });
    const key = await loadProvingKey("experience");
    let gained = 0;
    try {
      for (const { scope, terms, noteIndex } of open) {
        const [path, root] = [mirror.path(noteIndex), mirror.root];
        const { a, b, c } = await proveExperience({ secret, scope, note: terms, path, root, context }, key);
        const points = [...a, ...b.flat(), ...c];
        const spend = spendNullifier(secret, scope);
        await (await experience.gain(passId, { root, spendNullifier: spend, ...terms, points })).wait();
        print(`Pass ${passId} gained ${terms.amount} points${terms.field > 0 ? ` in field ${terms.field}` : ""}.`);
        gained += terms.amount;
      }
    } finally {
      await terminateProver();
    }
    return { passId, notes: open.length, gained };
  });
}

function reasonOf(own: number, task: bigint): string {
  const where = task > 0n ? ` of task ${task}` : "";
  if (own > 0) return `This account's notes${where} are all taken in.`;
  return `There are no notes of this account${where}: its sheets have to be valid, settled and recorded (pass:record).`;
}

/** What is in the experience tree, of one task or of all. */
async function recordedNotes({ chainId, contract, provider, book }: Command, task: bigint): Promise<RecordedNote[]> {
  const [experience, registry] = [contract("Experience"), contract("TaskRegistry")];
  const topics = experience.interface.encodeFilterTopics("NoteRecorded", task > 0n ? [task] : []);
  const place = { address: await experience.getAddress(), fromBlock: book.firstBlock };
  const logs = await readLogs(provider, { ...place, topics, toBlock: await provider.getBlockNumber() });
  const address = await registry.getAddress();
  const fields = new Map<bigint, number>();
  const recorded: RecordedNote[] = [];
  for (const log of logs) {
    const { taskId, noteIndex, note } = experience.interface.parseLog(log)!.args;
    if (!fields.has(taskId)) fields.set(taskId, Number((await registry.taskOf(taskId)).field));
    const scope = scopeOf({ chainId, registry: address, taskId });
    recorded.push({ taskId, scope, field: fields.get(taskId)!, noteIndex: Number(noteIndex), note });
  }
  return recorded;
}
