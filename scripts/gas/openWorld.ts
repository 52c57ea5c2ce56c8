import { deployProtocol } from "../../test/support/deployProtocol.ts";
import { enrolContributors } from "../../test/support/enrolContributors.ts";
import { fundActors } from "../../test/support/fundActors.ts";
import { startChain } from "../../test/support/startChain.ts";

/** Passes in the tree. */
export const PASSES = 21;

/** The deployed protocol with passes, prepaid bonds and a requester, at fixed times. */
export async function openWorld() {
  const chain = await startChain();
  const protocol = await deployProtocol(chain);
  const enrolment = await enrolContributors(protocol, PASSES);
  await fundActors(protocol, PASSES);
  return { chain, protocol, enrolment };
}

/** Where gas is measured. */
export type World = Awaited<ReturnType<typeof openWorld>>;
