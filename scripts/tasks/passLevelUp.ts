import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { approve } from "./approve.ts";
import { ownPass } from "./ownPass.ts";
import { requireBalance } from "./requireBalance.ts";
import { runCommand } from "./runCommand.ts";

const HIGHEST_LEVEL = 10n;

/** Raises an account's pass by one level, for its experience, AIA that is burned, and from level 6 on AGT. */
export default async function passLevelUp({ account }: { account: string }, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account }, async (command) => {
    const { contract, signer, print } = command;
    const owner = await signer.getAddress();
    const passId = await ownPass(command, owner);
    const pass = contract("ContributorPass");
    const { level, experience } = await pass.passOf(passId);
    if (level === HIGHEST_LEVEL) throw new Error(`Pass ${passId} has level ${level}: there is none above.`);
    const next = level + 1n;
    const terms = await contract("PassPolicy").levelTerms(next);
    if (experience < terms.experience) {
      throw new Error(
        `Pass ${passId} has experience ${experience}, level ${next} needs ${terms.experience}: ` +
          "answer tasks, and take in their experience with the command pass:gain.",
      );
    }
    const costs = [
      { token: contract("AIAToken"), amount: terms.aia as bigint },
      { token: contract("AGTToken"), amount: terms.agt as bigint },
    ];
    const spender = await pass.getAddress();
    for (const { token, amount } of costs) await requireBalance(token, owner, amount, `level ${next}`);
    for (const { token, amount } of costs) await approve(token, owner, spender, amount);
    await (await pass.levelUp(passId)).wait();
    print(`Pass ${passId} has reached level ${next}.`);
    return { passId, level: Number(next) };
  });
}
