import { economyDefaults } from "../../deploy/parameters/economyDefaults.ts";
import { identityDefaults } from "../../deploy/parameters/identityDefaults.ts";
import type { NetworkParameters } from "../../deploy/parameters/networkParameters.ts";
import { handoverModule } from "../../deploy/modules/handover.ts";
import { homeModule } from "../../deploy/modules/home.ts";
import { satelliteModule } from "../../deploy/modules/satellite.ts";
import type { DeploymentPlan } from "./DeploymentPlan.ts";
import { resolveAccounts } from "./resolveAccounts.ts";

/**
 * Everything that a deployment does, up to the handover, as one Ignition module.
 *
 * @throws Error when a satellite's plan does not say what was deployed at home
 */
export function moduleOf(
  { chainId, deployer, startedAt, home }: DeploymentPlan,
  { timelockDelay, ...parameters }: NetworkParameters,
) {
  const { account, allocations, gateway } = resolveAccounts(deployer);
  const common = {
    guardian: account(parameters.guardian),
    gateway: gateway(parameters.gateway),
    economy: economyDefaults,
    identity: identityDefaults,
    policy: parameters.policy,
    reviewerCooldown: parameters.reviewerCooldown,
  };
  if (parameters.role === "satellite") {
    if (home === undefined) throw new Error("The plan of a satellite has to say what was deployed at home.");
    return handoverModule(
      satelliteModule({ ...common, timelockDelay, homeChainId: BigInt(home.chainId), home }, startedAt),
    );
  }
  const { aiaGenesis, agtGenesis, governance } = parameters;
  return handoverModule(
    homeModule(
      {
        ...common,
        homeChainId: BigInt(chainId),
        aiaGenesis: allocations(aiaGenesis),
        agtGenesis: allocations(agtGenesis),
        governance: { timelockDelay, ...governance },
      },
      startedAt,
    ),
  );
}
