import pc from "picocolors";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import type { Drift } from "./compareStates.ts";
import { statusOf } from "./statusOf.ts";
import type { Target } from "./targetOf.ts";

/** Prints how a deployment stands, for people or as JSON, and returns what is not as it should be. */
export async function showStatus(
  hre: HardhatRuntimeEnvironment,
  target: Target,
  { json }: { readonly json: boolean },
): Promise<readonly Drift[]> {
  const status = await statusOf(hre, target);
  if (json) {
    console.log(JSON.stringify({ ...status, clean: status.drifts.length === 0 }));
    return status.drifts;
  }
  for (const { fact, expected = "nothing", actual = "nothing" } of status.drifts) {
    console.log(pc.red(`drift: ${fact}\n  should be ${expected}\n  but is    ${actual}`));
  }
  const { network, facts, drifts } = status;
  if (drifts.length === 0) console.log(pc.green(`${network} is as it should be: ${facts} facts compared.`));
  else console.log(`${network} differs in ${drifts.length} of ${facts} facts.`);
  return drifts;
}
