/**
 * Achievements
 * ├─ they are minted once, by the holder of the pass that unlocked them, for their price
 * ├─ they never change hands, but follow a recovered pass
 * ├─ their picture carries their name
 * └─ names and prices are governance's, within bounds
 */
import { expect } from "chai";
import { encodeBytes32String, MaxUint256, ZeroAddress } from "ethers";

import { holders } from "../support/passHolders.ts";
import { startChain } from "../support/startChain.ts";

const AIA = 10n ** 18n;
const DAY = 86_400;
const LEVEL_5 = 5n;

describe("Achievements", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  async function world() {
    const setting = await chain.networkHelpers.loadFixture(holders);
    const { achievements, authority, aia, pass } = setting.protocol.contracts;
    await authority.grantRole(5n, setting.protocol.relayer, 0);
    await aia.connect(setting.holder).approve(achievements, MaxUint256);
    return { ...setting, achievements, aia, pass, unlocker: achievements.connect(setting.protocol.relayer) };
  }

  it("are minted once, for their price, by the holder of the pass", async () => {
    const { achievements, aia, unlocker, holder, neighbour } = await world();
    const own = achievements.connect(holder);
    await expect(own.mint(1n, LEVEL_5))
      .to.be.revertedWithCustomError(achievements, "AchievementNotDue")
      .withArgs(1n, LEVEL_5);
    await expect(unlocker.unlock(1n, LEVEL_5)).to.emit(achievements, "AchievementUnlocked").withArgs(1n, LEVEL_5);
    await expect(achievements.connect(neighbour).mint(1n, LEVEL_5))
      .to.be.revertedWithCustomError(achievements, "AchievementCallerUnauthorized")
      .withArgs(1n, neighbour.address);
    const supply = await aia.totalSupply();
    await expect(own.mint(1n, LEVEL_5))
      .to.emit(achievements, "TransferSingle")
      .withArgs(holder.address, ZeroAddress, holder.address, LEVEL_5, 1n);
    expect(supply - (await aia.totalSupply())).to.equal(25n * AIA);
    expect(await achievements.balanceOf(holder, LEVEL_5)).to.equal(1n);
    expect(await achievements.achievementOf(1n, LEVEL_5)).to.deep.equal([true, holder.address]);
    await expect(own.mint(1n, LEVEL_5))
      .to.be.revertedWithCustomError(achievements, "AchievementNotDue")
      .withArgs(1n, LEVEL_5);
  });

  it("need a name, and may be free or cost a single unit", async () => {
    const { achievements, aia, unlocker, holder } = await world();
    const own = achievements.connect(holder);
    for (const id of [77n, 78n]) await unlocker.unlock(1n, id);
    await expect(own.mint(1n, 77n)).to.be.revertedWithCustomError(achievements, "AchievementNotDue").withArgs(1n, 77n);
    await achievements.setAchievement(77n, encodeBytes32String("Pioneer"), 0n);
    await expect(own.mint(1n, 77n)).not.to.emit(aia, "Transfer");
    await achievements.setAchievement(78n, encodeBytes32String("Settler"), 1n);
    await expect(own.mint(1n, 78n)).to.changeTokenBalance(chain.ethers, aia, holder, -1n);
  });

  it("never change hands", async () => {
    const { achievements, holder, stranger } = await world();
    const own = achievements.connect(holder);
    const calls = [
      () => own.setApprovalForAll(stranger, true),
      () => own.safeTransferFrom(holder, stranger, LEVEL_5, 1n, "0x"),
      () => own.safeBatchTransferFrom(holder, stranger, [LEVEL_5], [1n], "0x"),
    ];
    for (const call of calls) await expect(call()).to.be.revertedWithCustomError(achievements, "AchievementSoulbound");
  });

  it("follow a recovered pass", async () => {
    const { achievements, pass, unlocker, holder, heir, stranger } = await world();
    await unlocker.unlock(1n, LEVEL_5);
    const anyone = achievements.connect(stranger);
    const refused = () =>
      expect(anyone.follow(1n, LEVEL_5))
        .to.be.revertedWithCustomError(achievements, "AchievementInPlace")
        .withArgs(1n, LEVEL_5);
    await refused();
    await achievements.connect(holder).mint(1n, LEVEL_5);
    await refused();
    await pass.connect(holder).setRecoveryAccount(1n, heir);
    await pass.connect(heir).startRecovery(1n, 7n);
    await chain.networkHelpers.time.increase(91 * DAY);
    await pass.completeRecovery(1n);
    await expect(anyone.follow(1n, LEVEL_5))
      .to.emit(achievements, "TransferSingle")
      .withArgs(stranger.address, holder.address, heir.address, LEVEL_5, 1n);
    expect(await achievements.achievementOf(1n, LEVEL_5)).to.deep.equal([true, heir.address]);
    await refused();
    expect(await achievements.balanceOfBatch([holder, heir], [LEVEL_5, LEVEL_5])).to.deep.equal([0n, 1n]);
  });

  it("are drawn with their name", async () => {
    const { achievements } = await world();
    const json = Buffer.from((await achievements.uri(107n)).split(",")[1], "base64").toString();
    const { name, image } = JSON.parse(json) as { name: string; image: string };
    expect(name).to.equal("Week of days");
    expect(Buffer.from(image.split(",")[1], "base64").toString()).to.contain(">Week of days</text>");
  });

  it("are named and priced by governance, within bounds", async () => {
    const { achievements, stranger } = await world();
    const name = encodeBytes32String("A<b");
    await expect(achievements.setAchievement(1n, name, 0n))
      .to.be.revertedWithCustomError(achievements, "AchievementNameInvalid")
      .withArgs(name);
    const most = 100_000n * AIA;
    await expect(achievements.setAchievement(1n, encodeBytes32String("A"), most + 1n))
      .to.be.revertedWithCustomError(achievements, "AchievementPriceTooHigh")
      .withArgs(most + 1n, most);
    const named = achievements.setAchievement(1n, encodeBytes32String("A"), most);
    await expect(named).to.emit(achievements, "AchievementSet").withArgs(1n, encodeBytes32String("A"), most);
    await expect(named)
      .to.emit(achievements, "URI")
      .withArgs(await achievements.uri(1n), 1n);
    expect(await achievements.priceOf(1n)).to.equal(most);
    const calls = [
      () => achievements.connect(stranger).setAchievement(1n, encodeBytes32String("A"), 0n),
      () => achievements.connect(stranger).unlock(1n, 1n),
    ];
    for (const call of calls)
      await expect(call())
        .to.be.revertedWithCustomError(achievements, "AccessManagedUnauthorized")
        .withArgs(stranger.address);
  });
});
