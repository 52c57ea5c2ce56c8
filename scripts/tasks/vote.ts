import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { findProposal } from "./findProposal.ts";
import { runCommand } from "./runCommand.ts";
import { unitOf } from "./unitOf.ts";

const CHOICES = ["against", "for", "abstain"];

interface VoteArguments {
  account: string;
  proposal: string;
  choice: string;
  reason: string;
}

/** Votes on an active proposal. */
export default async function vote(args: VoteArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async (command) => {
    const { contract, signer, print } = command;
    const support = CHOICES.indexOf(args.choice);
    if (support < 0) throw new Error(`--choice is "${args.choice}": give for, against or abstain.`);
    const { id } = await findProposal(command, args.proposal, "active");
    const [governor, voter] = [contract("AlayaGovernor"), await signer.getAddress()];
    if (await governor.hasVoted(id, voter)) throw new Error(`${voter} has voted on this proposal already.`);
    const weight: bigint = await governor.getVotes(voter, await governor.proposalSnapshot(id));
    if (weight === 0n) throw new Error(`${voter} had no votes when voting began: votes delegated later do not count.`);
    await (await governor.castVoteWithReason(id, support, args.reason)).wait();
    const unit = await unitOf(contract("AGTToken"));
    print(`${voter} voted ${args.choice} with ${unit(weight)}.`);
    return { id, weight };
  });
}
