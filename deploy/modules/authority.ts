import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** The one authority, held by the deployer until the handover, and the protocol's clock. */
export default buildModule("Authority", (m) => {
  const authority = m.contract("AccessManager", [m.getAccount(0)]);
  const clock = m.contract("ProtocolClock", [authority]);
  return { authority, clock };
});
