/** `npm run rehearse`: deploys to two local chains, works and governs them, and checks that tampering is seen. */
import { Interface } from "ethers";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { statusOf } from "../deploy/statusOf.ts";
import { targetOf } from "../deploy/targetOf.ts";
import { expectEqual } from "./expectEqual.ts";
import { rehearseDecision } from "./rehearseDecision.ts";
import { rehearseTask } from "./rehearseTask.ts";
import { openSite, type Site } from "./Site.ts";

const drifts = async ({ hre }: Site) =>
  (await statusOf(hre, await targetOf(hre))).drifts.map(({ fact }) => fact).join("; ");

/** Lets the timelock give power away that no vote decided on, as only a forger could. */
async function tamper(site: Site): Promise<void> {
  const { contracts } = await site.book();
  const from = contracts.get("TimelockController")!.address;
  const data = new Interface(["function grantRole(uint64,address,uint32)"]).encodeFunctionData("grantRole", [
    0,
    await site.signer(5).getAddress(),
    0,
  ]);
  await site.provider.send("anvil_impersonateAccount", [from]);
  await site.provider.send("anvil_setBalance", [from, "0xde0b6b3a7640000"]);
  const hash = await site.provider.send("eth_sendTransaction", [
    { from, to: contracts.get("AccessManager")!.address, data },
  ]);
  const receipt = await site.provider.waitForTransaction(hash);
  expectEqual(receipt?.status, 1, "tampering");
}

const folder = await mkdtemp(join(tmpdir(), "alaya-rehearsal-"));
const sites: Site[] = [];
const started = Date.now();
const step = (text: string) => console.log(`--- ${text} (${((Date.now() - started) / 1_000).toFixed(0)} s)`);
try {
  await cp("deploy/parameters/networks", join(folder, "parameters", "networks"), { recursive: true });
  const home = await openSite("arbitrumSepolia", folder);
  sites.push(home);
  const satellite = await openSite("opbnbTestnet", folder);
  sites.push(satellite);
  step("deploying home and satellite");
  for (const site of sites) await site.run("deploy", { yes: true });
  step("a task, from publication to payment");
  await rehearseTask(home, folder);
  step("a vote at home that decides for the satellite");
  await rehearseDecision(home, satellite, folder);
  step("status");
  for (const site of sites) expectEqual(await drifts(site), "", `drift of ${site.name}`);
  await tamper(satellite);
  if (!/AccessManager: role 0/.test(await drifts(satellite)))
    throw new Error("The rehearsal failed: tampering unseen.");
  step("done: tampering was seen");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const site of sites) await site.close();
  await rm(folder, { recursive: true, force: true });
}
process.exit();
