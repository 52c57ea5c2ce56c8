import { parseEther, ZeroHash } from "ethers";

import type { TaskSpecStruct, TaskTermsStruct } from "../../typechain-types/contracts/tasks/TaskRegistry.js";
import type { Crowd } from "./loadCrowd.ts";
import type { GasBook } from "./GasBook.ts";
import type { Stage } from "./setUp.ts";

const HOUR = 3600n;

/** Reward per place; the bond is a tenth of it. */
const PLACE = parseEther("100");

/** The published task, as its contributors need it. */
export interface PublishedTask {
  id: bigint;
  terms: TaskTermsStruct & { pool: bigint; bond: bigint; commitDeadline: bigint };
  spec: TaskSpecStruct;
}

/** The requester stakes AGT, escrows the reward and publishes the crowd's questions as one task. */
export async function publishTask(stage: Stage, crowd: Crowd, gas: GasBook): Promise<PublishedTask> {
  const { aia, agt, stake, registry, requester, time } = stage;
  const places = BigInt(crowd.workers.length);
  const staked = parseEther("1000");
  await (await agt.transfer(requester.address, staked)).wait();
  await (await agt.connect(requester).approve(await stake.getAddress(), staked)).wait();
  await (await stake.stake(staked)).wait();
  await (await aia.transfer(requester.address, PLACE * places * 2n)).wait();
  await (await aia.connect(requester).approve(await registry.getAddress(), PLACE * places * 2n)).wait();

  const terms = {
    token: await aia.getAddress(),
    pool: PLACE * places,
    classes: crowd.classes.length,
    items: crowd.questions.length,
    quota: places,
    minLevel: 1,
    field: 0,
    skills: 0n,
    commitDeadline: BigInt(await time.latest()) + 4n * HOUR,
    revealDuration: 4n * HOUR,
    bond: PLACE / 10n,
  };
  const spec = {
    cid: "bafkreib5welinder2010bluebirdquestions",
    goldHash: ZeroHash,
    modelHash: ZeroHash,
    minimum: 0,
    maximum: 0,
    decimals: 0,
    reviewerPlaces: 0,
    reviewerItems: 0,
    reviewerBps: 0,
    reviewerTolerance: 0,
  };
  await gas.book("publish", registry.publish(terms, spec));
  return { id: await registry.taskCount(), terms, spec };
}
