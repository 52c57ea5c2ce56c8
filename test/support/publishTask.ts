import { ZeroHash } from "ethers";

import type { TaskSpecStruct } from "../../typechain-types/contracts/tasks/TaskRegistry.js";
import type { Protocol } from "./deployProtocol.ts";
import { ENROLMENT } from "./startChain.ts";
import { TaskLife, type Terms } from "./TaskLife.ts";

const AIA = 10n ** 18n;

/** Terms that can be published: 12 items of 3 classes, 4 places at 10 AIA each. */
export function usualTerms({ contracts }: Protocol, changes: Partial<Terms> = {}): Terms {
  return {
    token: contracts.aia.target as string,
    pool: 40n * AIA,
    classes: 3n,
    items: 12n,
    quota: 4n,
    minLevel: 1n,
    field: 0n,
    skills: 0n,
    commitDeadline: BigInt(ENROLMENT + 7_200),
    revealDuration: 3_600n,
    bond: AIA,
    ...changes,
  };
}

/** A spec without gold, model or reviewers. */
export function usualSpec(changes: Partial<TaskSpecStruct> = {}): TaskSpecStruct {
  const cid = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";
  const reviewers = { reviewerPlaces: 0, reviewerItems: 0, reviewerBps: 0, reviewerTolerance: 0 };
  const numbers = { minimum: 0, maximum: 0, decimals: 0 };
  return { cid, goldHash: ZeroHash, modelHash: ZeroHash, ...numbers, ...reviewers, ...changes };
}

/** Publishes a task; the requester pays. */
export async function publishTask(
  protocol: Protocol,
  terms: Partial<Terms> = {},
  spec: Partial<TaskSpecStruct> = {},
): Promise<TaskLife> {
  const { registry } = protocol.contracts;
  const task = [usualTerms(protocol, terms), usualSpec(spec)] as const;
  const taskId = await registry.connect(protocol.requester).publish.staticCall(...task);
  await registry.connect(protocol.requester).publish(...task);
  return new TaskLife(protocol, taskId, ...task);
}
