import { hexlify } from "ethers";

import type { Distribution } from "../protocol/distributionOf.ts";
import { predictSettlement, type SettlementPrediction } from "../protocol/predictSettlement.ts";
import { protocolFeeOf } from "../protocol/protocolFeeOf.ts";
import { readPolicy } from "../protocol/readPolicy.ts";
import { readTask } from "../protocol/readTask.ts";
import { settleArguments } from "../protocol/settleArguments.ts";
import type { GasBook } from "./GasBook.ts";
import type { PublishedTask } from "./publishTask.ts";
import type { Stage } from "./setUp.ts";

/** The chain's result beside what was predicted of it. */
export interface Settled {
  prediction: SettlementPrediction;
  /** Where the chain sent the money, in units of the token. */
  distribution: Distribution;
  /** Protocol fee of the task, in units of the token. */
  fee: bigint;
  /** Differences between the chain's result and the prediction, in words; empty when there is none. */
  differences: string[];
}

/** Reads the task from the chain's events, predicts its settlement, settles it and compares. */
export async function settleTask(stage: Stage, task: PublishedTask, gas: GasBook): Promise<Settled> {
  const { policies, registry, settlement, relayer } = stage;
  const record = await readTask(registry, task.id);
  const policy = await readPolicy(policies, record.task.policy);
  const prediction = predictSettlement(record, policy);

  const receipt = await gas.book("settle", settlement.connect(relayer).settle(...settleArguments(record)));
  const [labelled] = await settlement.queryFilter(settlement.filters.TaskLabelled(task.id), receipt.blockNumber);
  const [settled] = await settlement.queryFilter(settlement.filters.TaskSettled(task.id), receipt.blockNumber);
  const [closed] = await registry.queryFilter(registry.filters.TaskClosed(task.id), receipt.blockNumber);

  const { distribution } = closed.args;
  const pairs: [string, unknown, unknown][] = [
    ["labels", labelled.args.labels, hexlify(prediction.labels)],
    ["confidences", labelled.args.confidences, hexlify(prediction.confidences)],
    ["payouts", settled.args.payouts.join(), prediction.payouts.join()],
    ["payout root", settled.args.payoutRoot, prediction.tree.root],
    ["claims", distribution.claims, prediction.distribution.claims],
    ["treasury", distribution.treasury, prediction.distribution.treasury],
    ["refund", distribution.refund, prediction.distribution.refund],
    ["settler's fee", distribution.settlerFee, prediction.distribution.settlerFee],
  ];
  const differences = pairs
    .filter(([, chain, predicted]) => chain !== predicted)
    .map(([name, chain, predicted]) => `${name}: the chain says ${chain}, the scorer ${predicted}`);
  return { prediction, distribution, fee: protocolFeeOf(record.task.pool, policy), differences };
}
