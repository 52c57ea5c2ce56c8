import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { eventOf } from "./eventOf.ts";
import { isoTime } from "./isoTime.ts";
import { ownPass } from "./ownPass.ts";
import { rehearse } from "./rehearse.ts";
import { runCommand } from "./runCommand.ts";

/** Makes an account's pass good for another season. */
export default async function passRenew({ account }: { account: string }, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account }, async (command) => {
    const { contract, signer, print } = command;
    const passId = await ownPass(command, await signer.getAddress());
    const pass = contract("ContributorPass");
    await rehearse(command, pass, "renew", [passId], []);
    const { validUntil } = await eventOf(await (await pass.renew(passId)).wait(), pass, "LeafIssued");
    print(`Pass ${passId} is good until ${isoTime(validUntil)}.`);
    return { passId, validUntil: Number(validUntil) };
  });
}
