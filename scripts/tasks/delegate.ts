import { isAddress } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { runCommand } from "./runCommand.ts";
import { unitOf } from "./unitOf.ts";

/** Delegates the votes of an account's AGT and of its stakes: to itself unless told otherwise. */
export default async function delegate(args: { account: string; to: string }, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async ({ contract, signer, print }) => {
    if (args.to !== "" && !isAddress(args.to)) throw new Error(`--to is "${args.to}": give an address.`);
    const [agt, stake, owner] = [contract("AGTToken"), contract("AGTStake"), await signer.getAddress()];
    const delegatee = args.to === "" ? owner : args.to;
    await (await agt.delegate(delegatee)).wait();
    const [staked] = await stake.stakeOf(owner);
    if (staked > 0n) await (await stake.delegate(delegatee)).wait();
    const reviewerStake = contract("ReviewerStake");
    if (BigInt(await reviewerStake.vaultOf(owner)) !== 0n) await (await reviewerStake.delegate(delegatee)).wait();
    const unit = await unitOf(agt);
    const votes: bigint = await agt.getVotes(delegatee);
    print(`${delegatee} now votes with ${unit(votes)}.`);
    return { delegatee, votes };
  });
}
