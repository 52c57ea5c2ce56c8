import { formatUnits } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { isoTime } from "./isoTime.ts";
import { runCommand } from "./runCommand.ts";

interface WithdrawArguments {
  account: string;
}

/** Takes back what a reviewer asked for, as far as no review holds it. */
export default async function reviewWithdraw(args: WithdrawArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async ({ contract, provider, signer, print }) => {
    const owner = await signer.getAddress();
    const stake = contract("ReviewerStake");
    const { active, leaving, locked, leavesAt }: Record<string, bigint> = await stake.stakeOf(owner);
    if (leaving === 0n) throw new Error(`${owner} has asked nothing back: use the command review:unstake first.`);
    const now = (await provider.getBlock("latest"))!.timestamp;
    if (now < Number(leavesAt)) throw new Error(`The stake can be withdrawn from ${isoTime(Number(leavesAt))} on.`);
    const amount = leaving - (locked > active ? locked - active : 0n);
    if (amount === 0n) throw new Error("Reviews hold all of it: resolve them first, with the command review:resolve.");
    await (await stake.withdraw(amount)).wait();
    print(`${owner} got ${formatUnits(amount)} AGT back.`);
    return { amount };
  });
}
