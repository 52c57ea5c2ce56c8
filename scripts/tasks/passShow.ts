import { formatUnits } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { isoTime } from "./isoTime.ts";
import { ownPass } from "./ownPass.ts";
import { type Command, runCommand } from "./runCommand.ts";

const HIGHEST_LEVEL = 10;
const FIELDS = 64;

/** Shows what an account's pass carries, and what its next level needs. */
export default async function passShow({ account }: { account: string }, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: true, account }, async (command) => {
    const { contract, signer, print } = command;
    const passId = await ownPass(command, await signer.getAddress());
    const { level, skills, validUntil, experience } = await contract("ContributorPass").passOf(passId);
    const names = await namesOf(command, skills);
    print(`Pass ${passId}: level ${level}, experience ${experience}, good until ${isoTime(validUntil)}.`);
    print(`Skills: ${names.join(", ") || "none"}.`);
    if (Number(level) < HIGHEST_LEVEL) {
      const next = await contract("PassPolicy").levelTerms(level + 1n);
      const price = [`${formatUnits(next.aia)} AIA`, ...(next.agt > 0n ? [`${formatUnits(next.agt)} AGT`] : [])];
      print(`Level ${level + 1n} needs experience ${next.experience} and ${price.join(" and ")}.`);
    }
    return {
      passId,
      level: Number(level),
      experience: experience as bigint,
      skills: names,
      validUntil: Number(validUntil),
    };
  });
}

/** Names of the fields whose bits are set. */
async function namesOf({ contract }: Command, skills: bigint): Promise<string[]> {
  const fields = Array.from({ length: FIELDS }, (_, field) => field).filter((field) => (skills >> BigInt(field)) & 1n);
  return Promise.all(fields.map((field) => contract("PassPolicy").fieldName(field)));
}
