import { formatEther, parseEther } from "ethers";
import pc from "picocolors";

import { terminateProver } from "../identity/terminateProver.ts";
import { checkMoney } from "./checkMoney.ts";
import { claimAll } from "./claimAll.ts";
import { commitAll } from "./commitAll.ts";
import { GasBook } from "./GasBook.ts";
import { loadCrowd } from "./loadCrowd.ts";
import { Progress } from "./Progress.ts";
import { proveAll, type ProvenSheet } from "./proveAll.ts";
import { publishTask, type PublishedTask } from "./publishTask.ts";
import { registerAll } from "./registerAll.ts";
import { reportOf } from "./reportOf.ts";
import { revealAll } from "./revealAll.ts";
import { settleTask, type Settled } from "./settleTask.ts";
import { setUp, type Stage } from "./setUp.ts";
import { writeReport } from "./writeReport.ts";

const OUT = "out";
const RELAYER_FEE = parseEther("0.1");
const AIA = (units: bigint) => `${Number(formatEther(units)).toFixed(2)} AIA`;
const gasOf = (gas: GasBook, action: string) => `${gas.mean(action).toLocaleString("en-US")} gas each`;

/** The main job: one task from publication to payment, on real answers. Returns what went wrong, in words. */
async function run(): Promise<string[]> {
  const progress = new Progress();
  const gas = new GasBook();
  const crowd = await loadCrowd("data/bluebird");
  const people = crowd.workers.length;
  let stage!: Stage;
  let secrets!: bigint[];
  let task!: PublishedTask;
  let sheets!: ProvenSheet[];
  let settled!: Settled;
  let paid!: { received: bigint; left: bigint };
  console.log(pc.bold(`Alaya: ${people} people label ${crowd.questions.length} pictures of birds\n`));

  await progress.step("deploy the protocol", 1, async () => {
    stage = await setUp(people);
    return `chain ${stage.chainId}, registry ${await stage.registry.getAddress()}`;
  });
  await progress.step("register passes", people, async (tick) => {
    secrets = await registerAll(stage, gas, tick);
    return gasOf(gas, "register");
  });
  await progress.step("publish the task", 1, async () => {
    task = await publishTask(stage, crowd, gas);
    return `${AIA(task.terms.pool)} in escrow, ${gasOf(gas, "publish")}`;
  });
  await progress.step("prove eligibility", people, async (tick) => {
    sheets = await proveAll(stage, task, secrets, crowd.sheets, RELAYER_FEE, tick);
    return `${people} Groth16 proofs`;
  });
  await progress.step("commit", people, async (tick) => {
    await commitAll(stage, task, sheets, gas, tick);
    return gasOf(gas, "commit");
  });
  await progress.step("reveal through a relayer", people, async (tick) => {
    await revealAll(stage, task, sheets, gas, tick);
    return gasOf(gas, "reveal");
  });
  await progress.step("settle: the chain scores", 1, async () => {
    settled = await settleTask(stage, task, gas);
    const used = gas.mean("settle");
    return `${used.toLocaleString("en-US")} gas, ${(used / crowd.answers).toFixed(0)} per label`;
  });
  await progress.step("claim", people, async (tick) => {
    paid = await claimAll(stage, task, settled.prediction, gas, tick);
    return `${AIA(paid.received)} paid, ${gasOf(gas, "claim")}`;
  });

  const money = await checkMoney(stage, task, settled, paid);
  const report = await reportOf({ crowd, settled, gas, money, seconds: progress.seconds });
  await writeReport(OUT, report.files);
  console.log(`\n${report.text}`);
  console.log(`${progress.seconds.toFixed(1)} s. Labels, report and chart are in ${OUT}/.`);
  return [...settled.differences, ...money.problems];
}

try {
  const problems = await run();
  if (problems.length === 0) {
    console.log(
      pc.green("Payouts + treasury + refund = pool, and the chain's result is the scorer's to the last bit."),
    );
  } else {
    console.error(pc.red(`The result is wrong:\n${problems.join("\n")}`));
    process.exitCode = 1;
  }
} catch (error) {
  console.error(pc.red(error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
} finally {
  await terminateProver();
}
