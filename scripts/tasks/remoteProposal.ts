import { id } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { remoteCall } from "../crosschain/remoteCall.ts";
import { satelliteOf } from "../deploy/satelliteOf.ts";
import { describeCall } from "../governance/describeCall.ts";
import { encodeProposal } from "../governance/encodeProposal.ts";
import { parseProposal } from "../governance/parseProposal.ts";
import { openCommand, runCommand } from "./runCommand.ts";

interface RemoteArguments {
  to: string;
  changes: string;
  file: string;
}

/**
 * Writes the proposal by which home makes changes on a satellite: one message for each, which the satellite's timelock
 * holds for its delay. Sends nothing.
 */
export default async function writeRemoteProposal(args: RemoteArguments, hre: HardhatRuntimeEnvironment) {
  return runCommand(hre, { sends: false }, async ({ provider, print }) => {
    const { to, changes: source, file } = args;
    if ([to, source, file].includes(""))
      throw new Error("Add --to <network of the satellite>, --changes <changes.json> and --file <proposal.json>.");
    const there = await openCommand(hre, to, { sends: false });
    const satellite = await satelliteOf(hre, to);
    const wanted = parseProposal(await readFile(source, "utf8"));
    const { targets, calldatas } = encodeProposal(wanted, there.book, satellite.timelock);
    const delay = Number(await there.contract("TimelockController").getMinDelay());
    // Equal changes may be wanted again one day.
    const { hash } = (await provider.getBlock("latest"))!;
    const changes = targets.map((target, index) =>
      remoteCall(satellite, { target, data: calldatas[index], salt: id(`${hash} ${index}`), delay }),
    );
    const proposal = { title: `${to}: ${wanted.title}`, text: wanted.text, changes };
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(proposal, null, 2)}\n`);
    targets.forEach((target, index) => print(`  ${describeCall(target, calldatas[index], there.book)}`));
    print(`${file} is written: "${proposal.title}", ${changes.length} messages.`);
    return proposal;
  });
}
