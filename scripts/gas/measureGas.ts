import type { GasReport } from "./GasReport.ts";
import { measureCommits } from "./measureCommits.ts";
import { measureRequester } from "./measureRequester.ts";
import { measureReviews } from "./measureReviews.ts";
import { measureSettlement } from "./measureSettlement.ts";
import { openWorld } from "./openWorld.ts";

/** Gas of every user action, each on a real run of the deployed protocol. Takes 20 proofs: half a minute. */
export async function measureGas(): Promise<GasReport> {
  const world = await openWorld();
  const requester = await measureRequester(world);
  const commits = await measureCommits(world);
  const settlement = await measureSettlement(world);
  const reviews = await measureReviews(world);
  return { ...requester, ...commits, ...settlement, ...reviews };
}
