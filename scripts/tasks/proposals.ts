import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { describeCall } from "../governance/describeCall.ts";
import { PROPOSAL_STATES } from "../governance/proposalStates.ts";
import { readProposals } from "../governance/readProposals.ts";
import { timeLeft } from "../governance/timeLeft.ts";
import { runCommand } from "./runCommand.ts";
import { unitOf } from "./unitOf.ts";

/** Shows every proposal: where it stands, its votes, the time left, and what it would do. */
export default async function proposals(_: object, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: false }, async ({ contract, book, provider, print }) => {
    const governor = contract("AlayaGovernor");
    const unit = await unitOf(contract("AGTToken"));
    const now = BigInt((await provider.getBlock("latest"))!.timestamp);
    const records = await readProposals(governor, book.firstBlock);
    if (records.length === 0) print("Nobody has proposed anything yet.");
    const found = [];
    for (const { id, targets, calldatas, description } of records) {
      const state = PROPOSAL_STATES[Number(await governor.state(id))];
      const [against, inFavour, abstaining]: bigint[] = await governor.proposalVotes(id);
      const [start, end, eta]: bigint[] = await Promise.all([
        governor.proposalSnapshot(id),
        governor.proposalDeadline(id),
        governor.proposalEta(id),
      ]);
      const next = { pending: start, active: end, queued: eta }[state as string] ?? now;
      const calls = targets.map((target, index) => describeCall(target, calldatas[index], book));
      print(`${id}  ${description.split("\n", 1)[0].replace(/^# /, "")}`);
      print(`  ${state}, time left: ${timeLeft(next - now)}`);
      const quorum = start < now ? `, quorum ${unit(await governor.quorum(start))}` : "";
      print(`  for ${unit(inFavour)}, against ${unit(against)}, abstaining ${unit(abstaining)}${quorum}`);
      for (const call of calls) print(`  ${call}`);
      found.push({ id, state, inFavour, against, abstaining, calls });
    }
    return { proposals: found };
  });
}
