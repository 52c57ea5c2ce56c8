import type { Result } from "ethers";

import type { StoredTask } from "./StoredTask.ts";

/** A task from what `TaskRegistry.taskOf` returns. */
export function parseTask(result: Result): StoredTask {
  const raw = result.toObject();
  const number = (name: string) => Number(raw[name]);
  return {
    requester: raw.requester,
    commitDeadline: number("commitDeadline"),
    classes: number("classes"),
    items: number("items"),
    quota: number("quota"),
    policy: number("policy"),
    token: raw.token,
    revealStart: number("revealStart"),
    revealDuration: number("revealDuration"),
    rowBytes: number("rowBytes"),
    minLevel: number("minLevel"),
    pool: raw.pool,
    bond: raw.bond,
    skills: raw.skills,
    relayerFees: raw.relayerFees,
    commits: number("commits"),
    field: number("field"),
    goldPending: raw.goldPending,
    modelPending: raw.modelPending,
    ending: number("ending"),
    specHash: raw.specHash,
    revealHash: raw.revealHash,
    reveals: number("reveals"),
    reviewerItems: number("reviewerItems"),
    publishedAt: number("publishedAt"),
    reviewerStake: number("reviewerStake"),
    reviewerPlaces: number("reviewerPlaces"),
    reviews: number("reviews"),
    reviewReveals: number("reviewReveals"),
  };
}
