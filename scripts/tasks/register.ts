import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { deriveSecret } from "../identity/deriveSecret.ts";
import { identityCommitment } from "../identity/identityCommitment.ts";
import { approve } from "./approve.ts";
import { eventOf } from "./eventOf.ts";
import { requireBalance } from "./requireBalance.ts";
import { runCommand } from "./runCommand.ts";

/** Mints a pass for the identity that the account's wallet gives. */
export default async function register({ account }: { account: string }, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account }, async ({ chainId, contract, signer, print }) => {
    const [pass, aia, owner] = [contract("ContributorPass"), contract("AIAToken"), await signer.getAddress()];
    if ((await pass.balanceOf(owner)) > 0n)
      throw new Error(`${owner} holds a pass already; one is enough for all tasks.`);
    const price: bigint = await pass.mintPrice();
    await requireBalance(aia, owner, price, "a pass");
    const secret = await deriveSecret(signer, chainId);

    await approve(aia, owner, await pass.getAddress(), price);
    const receipt = await (await pass.mint(identityCommitment(secret))).wait();
    const { passId, level, validUntil } = await eventOf(receipt, pass, "LeafIssued");
    const until = new Date(Number(validUntil) * 1000).toISOString().slice(0, 10);
    print(`Pass ${passId} is minted: level ${level}, good until ${until}.`);
    return { passId };
  });
}
