import { MaxUint256 } from "ethers";

import { identityCommitment } from "../../scripts/identity/identityCommitment.ts";
import { deployProtocol } from "./deployProtocol.ts";
import type { Chain } from "./startChain.ts";

const TOKEN = 10n ** 18n;

/** Two passes (1 of the holder, 2 of the neighbour), a newcomer with AIA, a sponsor with stake, a stranger. */
export async function holders(chain: Chain) {
  const protocol = await deployProtocol(chain);
  const { pass, aia, agt, stake, experience } = protocol.contracts;
  const [holder, neighbour, newcomer, sponsor, stranger, heir] = protocol.contributors;
  for (const account of [holder, neighbour, newcomer]) {
    await aia.connect(protocol.deployer).transfer(account, 100_000n * TOKEN);
    await aia.connect(account).approve(pass, MaxUint256);
    await agt.connect(protocol.deployer).transfer(account, 10_000n * TOKEN);
    await agt.connect(account).approve(pass, MaxUint256);
  }
  await pass.connect(holder).mint(identityCommitment(1n));
  await pass.connect(neighbour).mint(identityCommitment(2n));
  await agt.connect(protocol.deployer).transfer(sponsor, 800n * TOKEN);
  await agt.connect(sponsor).approve(stake, MaxUint256);
  await stake.connect(sponsor).stake(800n * TOKEN);
  const source = await protocol.ethers.getImpersonatedSigner(experience.target as string);
  await chain.networkHelpers.setBalance(experience.target as string, TOKEN);
  /** Adds experience as the experience contract does after a proof. */
  const experienced = (passId: bigint, amount: number, field: number) =>
    pass.connect(source).gainExperience(passId, amount, field);
  return { protocol, holder, neighbour, newcomer, sponsor, stranger, heir, experienced };
}
