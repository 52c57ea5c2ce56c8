import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { readFile } from "node:fs/promises";

import { describeCall } from "../governance/describeCall.ts";
import { encodeProposal } from "../governance/encodeProposal.ts";
import { parseProposal } from "../governance/parseProposal.ts";
import { isoTime } from "./isoTime.ts";
import { rehearse } from "./rehearse.ts";
import { runCommand } from "./runCommand.ts";
import { unitOf } from "./unitOf.ts";

interface ProposeArguments {
  account: string;
  file: string;
  dryRun: boolean;
}

/** Shows what a proposal would do, call by call, and makes it. */
export default async function propose({ account, file, dryRun }: ProposeArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account }, async (command) => {
    const { contract, signer, book, print } = command;
    if (file === "") throw new Error("Say what you propose: add --file <proposal.json>.");
    const proposal = parseProposal(await readFile(file, "utf8"));
    const proposer = await signer.getAddress();
    const { targets, values, calldatas, description } = encodeProposal(proposal, book, proposer);
    print(proposal.title);
    targets.forEach((target, index) => print(`  ${describeCall(target, calldatas[index], book)}`));

    const [governor, agt] = [contract("AlayaGovernor"), contract("AGTToken")];
    const [votes, needed] = await Promise.all([agt.getVotes(proposer), governor.proposalThreshold()]);
    if (votes < needed) {
      const unit = await unitOf(agt);
      throw new Error(`${proposer} votes with ${unit(votes)}, a proposer needs ${unit(needed)}: delegate to it first.`);
    }
    const call = [targets, values, calldatas, description];
    await rehearse(command, governor, "propose", call, []);
    const id: bigint = await governor.propose.staticCall(...call);
    if (dryRun) print("Nothing was sent.");
    else {
      await (await governor.propose(...call)).wait();
      const [from, to] = await Promise.all([governor.proposalSnapshot(id), governor.proposalDeadline(id)]);
      print(`Proposed as ${id}: vote from ${isoTime(from)} to ${isoTime(to)}.`);
    }
    return { id };
  });
}
