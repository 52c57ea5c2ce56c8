import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import type { alayaModule } from "./alaya.ts";

/** The AccessManager's admin. */
const ADMIN_ROLE = 0n;

/**
 * Gives all power to the timelock and leaves the deployer without any.
 *
 * @param alaya the deployment to hand over, the very module that was deployed
 */
export function handoverModule(alaya: ReturnType<typeof alayaModule>) {
  return buildModule("AlayaHandover", (m) => {
    const contracts = m.useModule(alaya);
    const { authority, timelock } = contracts;
    const granted = m.call(authority, "grantRole", [ADMIN_ROLE, timelock, 0]);
    m.call(authority, "renounceRole", [ADMIN_ROLE, m.getAccount(0)], { after: [granted] });
    return contracts;
  });
}
