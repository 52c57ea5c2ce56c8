import { formatUnits } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { approve } from "./approve.ts";
import { parseAmount } from "./parseAmount.ts";
import { requireBalance } from "./requireBalance.ts";
import { runCommand } from "./runCommand.ts";

interface StakeArguments {
  account: string;
  amount: string;
}

/** Stakes a reviewer's AGT. It backs reviews of tasks that are published afterwards. */
export default async function reviewStake(args: StakeArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account: args.account }, async ({ contract, signer, print }) => {
    const amount = parseAmount("amount", args.amount, 18);
    if (amount === 0n) throw new Error("--amount is 0: give what you stake, in whole AGT.");
    const owner = await signer.getAddress();
    const [agt, stake] = [contract("AGTToken"), contract("ReviewerStake")];
    await requireBalance(agt, owner, amount, "staking");
    await approve(agt, owner, await stake.getAddress(), amount);
    await (await stake.stake(amount)).wait();
    const { active } = await stake.stakeOf(owner);
    print(`Staked ${formatUnits(amount)} AGT, ${formatUnits(active)} in all.`);
    print("All of it counts as new: it backs reviews of tasks that are published from now on.");
    return { active: active as bigint };
  });
}
