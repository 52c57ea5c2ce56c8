import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { basename } from "node:path";

import type { Target } from "./targetOf.ts";

const KEY = "ETHERSCAN_API_KEY";

/** Has the network's explorer verify all sources; says so when there is no key to do it with. */
export async function verifySources(hre: HardhatRuntimeEnvironment, { network, folder }: Target): Promise<void> {
  const key = hre.config.verify.etherscan.apiKey;
  const known = await key.get().then(
    (value) => value !== "",
    () => false,
  );
  if (!known) {
    console.log(
      `Sources are not verified on the explorer: there is no ${KEY}. Set it by "npx hardhat keystore set ${KEY}" ` +
        `and run "npm run verify:sources -- --network ${network}".`,
    );
    return;
  }
  await hre.tasks.getTask(["ignition", "verify"]).run({ deploymentId: basename(folder) });
}
