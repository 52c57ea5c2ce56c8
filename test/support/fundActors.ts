import { MaxUint256 } from "ethers";

import type { Protocol } from "./deployProtocol.ts";

const TOKEN = 10n ** 18n;

/** Gives the requester AIA and staked AGT, and contributors and relayer a prepaid balance for bonds. */
export async function fundActors(protocol: Protocol, contributors: number): Promise<void> {
  const { contracts, deployer, requester, relayer } = protocol;
  const { aia, agt, stake, registry } = contracts;
  await aia.connect(deployer).transfer(requester, 100_000n * TOKEN);
  await aia.connect(requester).approve(registry, MaxUint256);
  await agt.connect(deployer).transfer(requester, 100_000n * TOKEN);
  await agt.connect(requester).approve(stake, MaxUint256);
  await stake.connect(requester).stake(100_000n * TOKEN);
  await aia.connect(deployer).approve(registry, MaxUint256);
  for (const account of [relayer, ...protocol.contributors.slice(0, contributors)]) {
    await registry.connect(deployer).deposit(aia, account, 100n * TOKEN);
  }
}
