import { formatUnits } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { isoTime } from "./isoTime.ts";
import { parseAmount } from "./parseAmount.ts";
import { runCommand } from "./runCommand.ts";

interface UnstakeArguments {
  account: string;
  amount: string;
}

/** Asks a reviewer's stake back; it can be withdrawn after the cooldown, as far as no review holds it. */
export default async function reviewUnstake(args: UnstakeArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async ({ contract, signer, print }) => {
    const owner = await signer.getAddress();
    const stake = contract("ReviewerStake");
    const { active } = await stake.stakeOf(owner);
    const amount = args.amount === "" ? (active as bigint) : parseAmount("amount", args.amount, 18);
    if (amount === 0n) throw new Error(`${owner} has nothing staked to ask back.`);
    if (amount > active) throw new Error(`${owner} has ${formatUnits(active)} AGT staked: ask no more back.`);
    await (await stake.requestUnstake(amount)).wait();
    const { leaving, leavesAt } = await stake.stakeOf(owner);
    print(`${formatUnits(leaving)} AGT can be withdrawn from ${isoTime(Number(leavesAt))} on;`);
    print("slashing reaches it until then, and what reviews hold stays until they are resolved.");
    return { leaving: leaving as bigint, leavesAt: leavesAt as bigint };
  });
}
