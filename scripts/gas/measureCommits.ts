import type { BigNumberish } from "ethers";

import { crowdSheets } from "../../test/support/crowdSheets.ts";
import { publishTask } from "../../test/support/publishTask.ts";
import { ENROLMENT } from "../../test/support/startChain.ts";
import type { Sheet, TaskLife } from "../../test/support/TaskLife.ts";
import type { GasReport } from "./GasReport.ts";
import type { World } from "./openWorld.ts";
import { usedGas } from "./usedGas.ts";

const AIA = 10n ** 18n;
const BATCH = 16;

type Measured = "commit" | "commitRelayed" | "commitBatch16PerSheet";
type Revealed = "reveal108First" | "reveal108" | "revealBatch16PerSheet";

/** Commits and reveals of a task of 108 items, with real proofs. */
export async function measureCommits({ protocol, enrolment }: World): Promise<Pick<GasReport, Measured | Revealed>> {
  const { relayer, contracts } = protocol;
  const terms = { items: 108n, classes: 2n, quota: 39n, pool: 390n * AIA, commitDeadline: BigInt(ENROLMENT + 86_400) };
  const task = await publishTask(protocol, terms);
  const answers = crowdSheets(BATCH + 4, 108, 2);
  const fee = AIA / 10n;
  const sheets = answers.map((row, index) => {
    const paid = index === 2 || index === 3 ? { relayer: relayer.address, fee } : {};
    return task.sheet(enrolment[index], { answers: row, ...paid });
  });

  const [commits, relays]: number[][] = [[], []];
  for (const sheet of sheets.slice(0, 2))
    commits.push(await usedGas(task.commit(sheet), [await pointsOf(task, sheet)]));
  for (const sheet of sheets.slice(2, 4)) {
    const signature = await task.signBond(sheet, sheet.contributor.signer);
    const sent = task.commit(sheet, { sender: relayer, signature });
    relays.push(await usedGas(sent, [await pointsOf(task, sheet)]));
  }
  const batch = sheets.slice(4);
  const proofs = [];
  for (const sheet of batch) proofs.push(await task.prove(sheet));
  const signatures = await Promise.all(batch.map((sheet) => task.signBond(sheet, sheet.contributor.signer)));
  const clear = batch.map((sheet) => task.clear(sheet));
  const registry = contracts.registry.connect(relayer);
  const sent = registry.commitBatch(task.taskId, clear, proofs, signatures);
  const batched = await usedGas(
    sent,
    proofs.map(({ points }) => points.map(toBigInt)),
  );

  await task.toReveal();
  const reveals = [];
  for (const sheet of sheets.slice(0, 2)) reveals.push(await usedGas(task.reveal(sheet)));
  const openings = batch.map((sheet) => task.opening(sheet));
  const revealed = await usedGas(registry.revealBatch(task.taskId, openings));
  return {
    ...{ commit: commits[1], commitRelayed: relays[1], commitBatch16PerSheet: Math.round(batched / BATCH) },
    ...{ reveal108First: reveals[0], reveal108: reveals[1], revealBatch16PerSheet: Math.round(revealed / BATCH) },
  };
}

async function pointsOf(task: TaskLife, sheet: Sheet): Promise<bigint[]> {
  return (await task.prove(sheet)).points.map(toBigInt);
}

function toBigInt(value: BigNumberish): bigint {
  return BigInt(value);
}
