import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { VALUE_NETWORKS } from "../../deploy/parameters/boundsOf.ts";
import { readPlan } from "./readPlan.ts";
import type { Target } from "./targetOf.ts";

/**
 * AGT is issued on one chain: of the deployments recorded here, one home among those worth money, one among testnets.
 *
 * @throws Error naming the chain that issues already
 */
export async function requireNoSecondIssuer(hre: HardhatRuntimeEnvironment, target: Target): Promise<void> {
  if (target.parameters.role !== "home") return;
  const deployments = join(hre.config.paths.ignition, "deployments");
  for (const name of await readdir(deployments).catch(() => [])) {
    const plan = await readPlan(join(deployments, name));
    if (plan === undefined || plan.home !== undefined || plan.chainId === target.chainId) continue;
    if (VALUE_NETWORKS.includes(plan.network) !== VALUE_NETWORKS.includes(target.network)) continue;
    throw new Error(`AGT is issued on ${plan.network} already: ${target.network} can only be its satellite.`);
  }
}
