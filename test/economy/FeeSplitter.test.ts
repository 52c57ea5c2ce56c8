/**
 * FeeSplitter
 * ├─ it burns its share of what tasks paid, from nothing to everything, and sends the rest to the treasury
 * ├─ it sends all of any other token to the treasury
 * └─ its share is governance's
 */
import { expect } from "chai";

import { deployProtocol } from "../support/deployProtocol.ts";
import { plain } from "../support/plain.ts";
import { startChain } from "../support/startChain.ts";

describe("FeeSplitter", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  async function world() {
    const protocol = await chain.networkHelpers.loadFixture(deployProtocol);
    const { feeSplitter, agt, aia, policies, registry, timelock } = protocol.contracts;
    return { ...protocol, splitter: feeSplitter, agt, aia, policies, registry, timelock };
  }

  it("burns its share and sends the rest to the treasury", async () => {
    const { splitter, aia, registry, timelock, outsider } = await world();
    await aia.approve(registry, 1_000n);
    await registry.deposit(aia, splitter, 900n);
    await aia.transfer(splitter, 101n);
    const supply = await aia.totalSupply();
    await expect(splitter.connect(outsider).split()).to.emit(splitter, "FeesSplit").withArgs(200n, 801n);
    expect(supply - (await aia.totalSupply())).to.equal(200n);
    expect(await aia.balanceOf(timelock)).to.equal(801n);
    expect(await registry.balanceOf(aia, splitter)).to.equal(0n);
    const empty = splitter.split();
    await expect(empty).to.emit(splitter, "FeesSplit").withArgs(0n, 0n);
    await expect(empty).not.to.emit(registry, "Withdrawn");
  });

  it("fetches a single unit that is credited", async () => {
    const { splitter, agt, aia, policies, registry } = await world();
    const [, policy] = await policies.current(aia);
    await policies.setPolicy(agt, plain(policy));
    for (const token of [aia, agt]) {
      await token.approve(registry, 1n);
      await registry.deposit(token, splitter, 1n);
    }
    await expect(splitter.split()).to.emit(splitter, "FeesSplit").withArgs(0n, 1n);
    await expect(splitter.forward(agt)).to.emit(splitter, "TokenForwarded").withArgs(agt, 1n);
  });

  it("burns nothing or everything, as governance says", async () => {
    const { splitter, aia, timelock } = await world();
    for (const [share, burned] of [
      [0n, 0n],
      [10_000n, 101n],
    ]) {
      await splitter.setBurnBps(share);
      await aia.transfer(splitter, 101n);
      const [supply, held] = [await aia.totalSupply(), await aia.balanceOf(timelock)];
      await expect(splitter.split())
        .to.emit(splitter, "FeesSplit")
        .withArgs(burned, 101n - burned);
      expect(supply - (await aia.totalSupply())).to.equal(burned);
      expect((await aia.balanceOf(timelock)) - held).to.equal(101n - burned);
    }
  });

  it("sends other tokens, credited or held, to the treasury whole", async () => {
    const { splitter, agt, aia, registry, timelock, outsider, policies } = await world();
    const [, policy] = await policies.current(aia);
    await policies.setPolicy(agt, plain(policy));
    await agt.approve(registry, 1_000n);
    await registry.deposit(agt, splitter, 900n);
    await agt.transfer(splitter, 101n);
    const held = await agt.balanceOf(timelock);
    await expect(splitter.connect(outsider).forward(agt)).to.emit(splitter, "TokenForwarded").withArgs(agt, 1_001n);
    expect((await agt.balanceOf(timelock)) - held).to.equal(1_001n);
    expect(await registry.balanceOf(agt, splitter)).to.equal(0n);
    const empty = splitter.forward(agt);
    await expect(empty).to.emit(splitter, "TokenForwarded").withArgs(agt, 0n);
    await expect(empty).not.to.emit(registry, "Withdrawn");
    await expect(splitter.forward(aia)).to.be.revertedWithCustomError(splitter, "SplitInstead");
  });

  it("has its share set by governance, up to the whole", async () => {
    const { splitter, outsider } = await world();
    expect(await splitter.burnBps()).to.equal(2_000n);
    await expect(splitter.setBurnBps(10_001n))
      .to.be.revertedWithCustomError(splitter, "BurnShareTooHigh")
      .withArgs(10_001n);
    await expect(splitter.setBurnBps(10_000n)).to.emit(splitter, "BurnShareSet").withArgs(10_000n);
    expect(await splitter.burnBps()).to.equal(10_000n);
    await expect(splitter.connect(outsider).setBurnBps(0n))
      .to.be.revertedWithCustomError(splitter, "AccessManagedUnauthorized")
      .withArgs(outsider.address);
  });
});
