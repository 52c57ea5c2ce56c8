import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { targetOf } from "./targetOf.ts";
import { verifySources } from "./verifySources.ts";

/** Has the explorer verify the sources of a deployment. */
export default async function verify(_: object, hre: HardhatRuntimeEnvironment) {
  await verifySources(hre, await targetOf(hre));
}
