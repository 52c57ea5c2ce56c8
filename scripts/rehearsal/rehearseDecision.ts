import { Contract, id, Interface, parseUnits } from "ethers";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { deliverAll } from "../crosschain/deliverAll.ts";
import { interoperableAddress } from "../crosschain/interoperableAddress.ts";
import { linkProposal } from "../crosschain/linkProposal.ts";
import { remoteCall } from "../crosschain/remoteCall.ts";
import { satelliteOf } from "../deploy/satelliteOf.ts";
import { expectEqual } from "./expectEqual.ts";
import type { Site } from "./Site.ts";

const MINUTE = 60;
/** The satellite's delay before and after the decision, seconds. */
const DELAYS = { before: 5 * MINUTE, after: 10 * MINUTE };
const LONG = 15 * MINUTE;

/**
 * A vote at home links the satellite and changes its timelock's delay; attestors carry the decision over. Then AGT crosses
 * to the satellite.
 */
export async function rehearseDecision(home: Site, satellite: Site, folder: string): Promise<void> {
  const far = await satelliteOf(home.hre, "opbnbTestnet");
  const updateDelay = new Interface(["function updateDelay(uint256)"]).encodeFunctionData("updateDelay", [
    DELAYS.after,
  ]);
  const call = { target: far.timelock, data: updateDelay, salt: id("rehearsal"), delay: DELAYS.before };
  const link = linkProposal(far);
  const file = join(folder, "proposal.json");
  await writeFile(file, JSON.stringify({ ...link, changes: [...link.changes, remoteCall(far, call)] }));

  await home.run("delegate");
  // Votes count from the second after their delegation.
  await home.passTime(MINUTE);
  const { id: proposal } = await home.run("propose", { file });
  await home.passTime(2 * MINUTE);
  await home.run("vote", { proposal: String(proposal), choice: "for" });
  await home.passTime(LONG);
  await home.run("queue", { proposal: String(proposal) });
  await home.passTime(LONG);
  await home.run("execute", { proposal: String(proposal) });

  const { contracts } = await home.book();
  const route = {
    sourceChainId: home.chainId,
    sourceGateway: contracts.get("AttestedGateway")!.address,
    destinationChainId: satellite.chainId,
    destinationGateway: far.gateway,
  };
  const crossing = {
    route,
    source: home.signer(1),
    destination: satellite.signer(5),
    attestors: [home.signer(0)],
    fromBlock: 0,
  };
  expectEqual((await deliverAll(crossing)).length, 1, "messages delivered");
  expectEqual((await deliverAll(crossing)).length, 0, "messages delivered twice");

  const { abi } = (await satellite.book()).contracts.get("TimelockController")!;
  const timelock = new Contract(far.timelock, abi, satellite.signer(5));
  expectEqual(await timelock.getMinDelay(), BigInt(DELAYS.before), "delay before its time");
  await satellite.passTime(DELAYS.before);
  await (await timelock.execute(call.target, 0, call.data, `0x${"0".repeat(64)}`, call.salt)).wait();
  expectEqual(await timelock.getMinDelay(), BigInt(DELAYS.after), "delay");
  await cross(home, far.agt, { ...crossing, satellite });
  await record(folder);
}

type Route = Parameters<typeof deliverAll>[0] & { satellite: Site };

/** Sends AGT of account 1 to its own address on the satellite. */
async function cross(home: Site, agtThere: string, crossing: Route): Promise<void> {
  const { contracts } = await home.book();
  const at = (name: string) => new Contract(contracts.get(name)!.address, contracts.get(name)!.abi, crossing.source);
  const [agt, lockbox] = [at("AGTToken"), at("AGTLockbox")];
  const amount = parseUnits("1000");
  const owner = await crossing.source.getAddress();
  await (await agt.approve(await lockbox.getAddress(), amount)).wait();
  await (await lockbox.crosschainTransfer(interoperableAddress(crossing.satellite.chainId, owner), amount)).wait();
  await deliverAll(crossing);
  const bridged = new Contract(agtThere, ["function balanceOf(address) view returns (uint256)"], crossing.destination);
  expectEqual(await bridged.balanceOf(owner), amount, "AGT on the satellite");
  expectEqual(await agt.balanceOf(await lockbox.getAddress()), amount, "AGT locked at home");
}

/** What was decided goes into the parameters, as the runbook says. */
async function record(folder: string): Promise<void> {
  const change = async (network: string, values: object) => {
    const file = join(folder, "parameters", "networks", `${network}.json`);
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, "utf8")), ...values }, null, 2));
  };
  await change("arbitrumSepolia", { satellites: ["opbnbTestnet"] });
  await change("opbnbTestnet", { timelockDelay: "10 minutes" });
}
