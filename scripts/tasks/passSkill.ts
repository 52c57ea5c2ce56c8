import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { ownPass } from "./ownPass.ts";
import { rehearse } from "./rehearse.ts";
import { runCommand } from "./runCommand.ts";

interface SkillArguments {
  account: string;
  field: number;
}

/** Claims the skill of a field for experience gained in it. */
export default async function passSkill({ account, field }: SkillArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account }, async (command) => {
    const { contract, signer, print } = command;
    const name: string = field >= 1 && field <= 63 ? await contract("PassPolicy").fieldName(field) : "";
    if (name === "") throw new Error(`There is no field ${field}: add --field <number> of one that governance set.`);
    const passId = await ownPass(command, await signer.getAddress());
    const pass = contract("ContributorPass");
    await rehearse(command, pass, "claimSkill", [passId, field], []);
    await (await pass.claimSkill(passId, field)).wait();
    print(`Pass ${passId} has the skill ${name}.`);
    return { passId, skill: name };
  });
}
