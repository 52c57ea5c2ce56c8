/**
 * What went wrong with tokens that should stay with their holders elsewhere.
 */
import { expect } from "chai";

import { identityCommitment } from "../../scripts/identity/identityCommitment.ts";
import { holders } from "../support/passHolders.ts";
import { startChain } from "../support/startChain.ts";

const chain = await startChain();
const LEVEL_1 = 1n;

async function world() {
  const setting = await chain.networkHelpers.loadFixture(holders);
  const { pass, achievements } = setting.protocol.contracts;
  return { ...setting, pass, achievements };
}

describe("known attacks on passes", () => {
  it("ERC-5484: the holder burns a pass, and nobody else, not even governance or a recovery account", async () => {
    const { protocol, pass, holder, neighbour, heir } = await world();
    await pass.connect(holder).setRecoveryAccount(1n, heir);
    for (const other of [protocol.deployer, neighbour, heir, protocol.outsider]) {
      await expect(pass.connect(other).burn(1n))
        .to.be.revertedWithCustomError(pass, "PassHolderUnauthorized")
        .withArgs(1n, other);
    }
    await pass.connect(heir).startRecovery(1n, identityCommitment(77n));
    await expect(pass.connect(heir).burn(1n))
      .to.be.revertedWithCustomError(pass, "PassHolderUnauthorized")
      .withArgs(1n, heir.address);
    await expect(pass.connect(holder).burn(1n)).to.emit(pass, "PassBurned").withArgs(1n);
    expect(await pass.isBurned(1n)).to.equal(true);
  });

  it("forgotten approvals: no way of ERC-721 or ERC-1155 moves what is bound, or lets somebody else move it", async () => {
    const { pass, achievements, holder, stranger } = await world();
    const own = pass.connect(holder);
    for (const [passId, attempt] of [
      [1n, () => own.approve(stranger, 1n)],
      [0n, () => own.setApprovalForAll(stranger, true)],
      [1n, () => own.transferFrom(holder, stranger, 1n)],
      [1n, () => own["safeTransferFrom(address,address,uint256)"](holder, stranger, 1n)],
      [1n, () => own["safeTransferFrom(address,address,uint256,bytes)"](holder, stranger, 1n, "0x")],
    ] as const) {
      await expect(attempt()).to.be.revertedWithCustomError(pass, "PassSoulbound").withArgs(passId);
    }
    const badges = achievements.connect(holder);
    for (const attempt of [
      () => badges.setApprovalForAll(stranger, true),
      () => badges.safeTransferFrom(holder, stranger, LEVEL_1, 0n, "0x"),
      () => badges.safeBatchTransferFrom(holder, stranger, [LEVEL_1], [0n], "0x"),
    ]) {
      await expect(attempt()).to.be.revertedWithCustomError(achievements, "AchievementSoulbound");
    }
    expect(await pass.ownerOf(1n)).to.equal(holder.address);
    expect(await pass.locked(1n)).to.equal(true);
  });
});
