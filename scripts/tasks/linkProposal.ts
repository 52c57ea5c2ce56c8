import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { linkProposal } from "../crosschain/linkProposal.ts";
import { satelliteOf } from "../deploy/satelliteOf.ts";
import { runCommand } from "./runCommand.ts";

interface LinkArguments {
  to: string;
  file: string;
}

/** Writes the proposal by which home links a satellite. Sends nothing. */
export default async function writeLinkProposal({ to, file }: LinkArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: false }, async ({ print }) => {
    if (to === "" || file === "") throw new Error("Add --to <network of the satellite> and --file <proposal.json>.");
    const proposal = linkProposal(await satelliteOf(hre, to));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(proposal, null, 2)}\n`);
    print(`${file} is written: "${proposal.title}", ${proposal.changes.length} changes.`);
    return proposal;
  });
}
