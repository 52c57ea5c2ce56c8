import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import type { ProtocolParameters } from "../parameters/ProtocolParameters.ts";
import authorityModule from "./authority.ts";
import { ROLES } from "./roles.ts";

const YEAR = 365 * 86_400;

/**
 * The whole protocol on its home chain.
 *
 * @param parameters what the deployment decides
 * @param now seconds, from which the guardian's term of a year is counted
 */
export function alayaModule(parameters: ProtocolParameters, now: number) {
  return buildModule("Alaya", (m) => {
    const { authority, clock } = m.useModule(authorityModule);

    const aia = m.contract("AIAToken", [authority, parameters.aiaGenesis]);
    const agt = m.contract("AGTToken", [authority, parameters.homeChainId, parameters.agtGenesis]);
    const stake = m.contract("AGTStake", [authority, agt]);

    const poseidon = m.library("PoseidonT3");
    const libraries = { PoseidonT3: poseidon };
    const pass = m.contract("ContributorPass", [authority, clock, aia, parameters.mintPrice, parameters.season], {
      libraries,
    });
    const tree = m.contractAt("EligibilityTree", m.staticCall(pass, "TREE"), { id: "EligibilityTree" });

    const verifier = m.contract("EligibilityVerifier");
    const categoricalScorer = m.contract("CategoricalScorer");
    const policies = m.contract("TaskPolicies", [authority]);
    const registry = m.contract("TaskRegistry", [clock, policies, tree, verifier, stake]);
    const settlement = m.contractAt("Settlement", m.staticCall(registry, "SETTLEMENT"), { id: "Settlement" });

    const { policy } = parameters;
    m.call(policies, "setPolicy", [
      aia,
      {
        ...policy,
        treasury: parameters.treasury,
        categoricalScorer,
        numericScorer: categoricalScorer,
      },
    ]);
    m.call(clock, "setGuardian", [parameters.guardian, now + YEAR]);
    m.call(authority, "setTargetFunctionRole", [stake, ["0x282d3fdf", "0x7eee288d"], ROLES.taskRegistry], {
      id: "stakeRole",
    });
    m.call(authority, "grantRole", [ROLES.taskRegistry, registry, 0], { id: "registryRole" });

    return {
      authority,
      clock,
      aia,
      agt,
      stake,
      poseidon,
      pass,
      tree,
      verifier,
      categoricalScorer,
      policies,
      registry,
      settlement,
    };
  });
}
