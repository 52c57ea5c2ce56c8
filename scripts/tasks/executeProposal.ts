import { id as hashOf } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { describeCall } from "../governance/describeCall.ts";
import { findProposal } from "./findProposal.ts";
import { isoTime } from "./isoTime.ts";
import { rehearse } from "./rehearse.ts";
import { runCommand } from "./runCommand.ts";

/** Executes a queued proposal after the timelock's delay. Any account may send it. */
export default async function executeProposal(
  { account, proposal }: { account: string; proposal: string },
  hre: HardhatRuntimeEnvironment,
) {
  return runCommand(hre, { sends: true, account }, async (command) => {
    const { id, targets, values, calldatas, description } = await findProposal(command, proposal, "queued");
    const { contract, provider, book, print } = command;
    const governor = contract("AlayaGovernor");
    const from: bigint = await governor.proposalEta(id);
    const now = BigInt((await provider.getBlock("latest"))!.timestamp);
    if (now < from) throw new Error(`The timelock holds it until ${isoTime(from)}.`);
    const call = [targets, values, calldatas, hashOf(description)];
    await rehearse(command, governor, "execute", call, []);
    await (await governor.execute(...call)).wait();
    targets.forEach((target, index) => print(`Done: ${describeCall(target, calldatas[index], book)}`));
    return { id };
  });
}
