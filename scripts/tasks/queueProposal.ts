import { id as hashOf } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { findProposal } from "./findProposal.ts";
import { isoTime } from "./isoTime.ts";
import { runCommand } from "./runCommand.ts";

/** Hands a proposal that has succeeded to the timelock. Any account may send it. */
export default async function queueProposal(
  { account, proposal }: { account: string; proposal: string },
  hre: HardhatRuntimeEnvironment,
) {
  return runCommand(hre, { sends: true, account }, async (command) => {
    const { id, targets, values, calldatas, description } = await findProposal(command, proposal, "succeeded");
    const governor = command.contract("AlayaGovernor");
    await (await governor.queue(targets, values, calldatas, hashOf(description))).wait();
    const from: bigint = await governor.proposalEta(id);
    command.print(`Queued: anyone can execute it from ${isoTime(from)} on.`);
    return { id, from };
  });
}
