import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { concat, id, MaxUint256, ZeroAddress } from "ethers";

import { commitmentOf } from "../../scripts/protocol/commitmentOf.ts";
import { reviewerSubset } from "../../scripts/protocol/reviewerSubset.ts";
import { specHashOf } from "../../scripts/protocol/specHashOf.ts";
import type { TaskSpec } from "../../scripts/protocol/TaskSpec.ts";
import type { OpeningStruct, TaskSpecStruct } from "../../typechain-types/contracts/tasks/TaskRegistry.js";
import type { Protocol } from "./deployProtocol.ts";
import { NOTHING, type TaskLife } from "./TaskLife.ts";

const AGT = 10n ** 18n;

/** Terms of three reviewers who answer half of the usual task's twelve items for a fifth of its pool. */
export const REVIEWERS = { reviewerPlaces: 3, reviewerItems: 6, reviewerBps: 2_000, reviewerTolerance: 0 } as const;

/** A reviewer's answers as their author keeps them. */
export interface Review {
  readonly reviewer: HardhatEthersSigner;
  readonly answers: Uint8Array;
  readonly commitment: string;
  readonly opening: OpeningStruct;
}

/** Lets accounts stake what `reviews` reviews hold, 500 AGT each. */
export async function stakeReviewers(
  { contracts, deployer }: Protocol,
  reviewers: readonly HardhatEthersSigner[],
  reviews = 2n,
): Promise<void> {
  const { agt, reviewerStake } = contracts;
  for (const reviewer of reviewers) {
    await agt.connect(deployer).transfer(reviewer, 500n * reviews * AGT);
    await agt.connect(reviewer).approve(reviewerStake, MaxUint256);
    await reviewerStake.connect(reviewer).stake(500n * reviews * AGT);
  }
}

/** The items that a reviewer answers, in rising order. */
export function subsetOf({ protocol, taskId, terms, spec }: TaskLife, reviewer: HardhatEthersSigner): number[] {
  const registry = protocol.contracts.registry.target as string;
  const place = { chainId: protocol.chainId, registry, taskId, specHash: specHashOf(spec as TaskSpec) };
  return reviewerSubset(place, reviewer.address, Number(terms.items), Number(spec.reviewerItems));
}

/** Those of `all` answers that are the reviewer's part; the others are left out. */
export function partOf(task: TaskLife, reviewer: HardhatEthersSigner, all: Uint8Array): Uint8Array {
  const [width, blank] = task.terms.classes > 0n ? [1, [0]] : [4, [0x80, 0, 0, 0]];
  const part = new Set(subsetOf(task, reviewer));
  return all.map((byte, at) => (part.has(Math.floor(at / width)) ? byte : blank[at % width]));
}

/** Writes a review; nothing is sent. */
export function reviewOf(
  { protocol, taskId }: TaskLife,
  reviewer: HardhatEthersSigner,
  answers: Uint8Array,
  { nullifier = BigInt(reviewer.address), salt = id(`salt of ${reviewer.address}`) } = {},
): Review {
  const registry = protocol.contracts.registry.target as string;
  const payout = reviewer.address;
  const commitment = commitmentOf({ chainId: protocol.chainId, registry, taskId, nullifier, payout, answers, salt });
  const nobody = { relayer: ZeroAddress, fee: 0n, bondAccount: ZeroAddress, bond: 0n };
  const opening = { nullifier, role: 1, level: 0, payout, ...nobody, salt, answers };
  return { reviewer, answers, commitment, opening };
}

/** Commits a review; sent by its author. */
export function commitReview({ protocol, taskId }: TaskLife, { reviewer, commitment }: Review) {
  return protocol.contracts.reviews.connect(reviewer).commit(taskId, commitment);
}

/** Reveals a review; sent by a stranger, as anybody may. */
export function revealReview({ protocol, taskId }: TaskLife, { opening }: Review) {
  return protocol.contracts.registry.connect(protocol.outsider).reveal(taskId, opening);
}

/** Resolves the reviews of a settled task; sent by a stranger. */
export async function resolveReviews(task: TaskLife, { gold = NOTHING, spec = task.spec as TaskSpecStruct } = {}) {
  const { contracts, outsider } = task.protocol;
  const { rows, sheets } = await task.revealed();
  return contracts.reviews.connect(outsider).resolve(task.taskId, spec, concat(rows), concat(sheets), gold);
}
