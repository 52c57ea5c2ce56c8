/**
 * bonds and relayers of a commit
 * ├─ given a bond account that is not the sender
 * │  ├─ it locks the bond by a wallet's signature
 * │  ├─ it locks the bond by a wallet contract's signature
 * │  └─ it refuses the signature of another, of another sheet, and none
 * ├─ given a relayer
 * │  ├─ it pays the fee out of the bond, and only to that relayer
 * │  └─ it refuses a fee without a relayer or above the bond
 * └─ given too small a balance, it refuses
 */
import { expect } from "chai";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { published } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { startChain } from "../support/startChain.ts";
import type { SheetChoice } from "../support/TaskLife.ts";

const load = fixturesOf(await startChain());
const AIA = 10n ** 18n;

async function world(choice: Partial<SheetChoice> = {}) {
  const { protocol, task, sheets } = await load(published);
  const { answers, contributor } = sheets[0];
  const sheet = task.sheet(contributor, { answers, ...choice });
  return { protocol, task, sheet, sheets, registry: protocol.contracts.registry, aia: protocol.contracts.aia };
}

describe("bonds and relayers of a commit", () => {
  after(terminateProver);

  describe("given a bond account that is not the sender", () => {
    it("locks the bond by a wallet's signature", async () => {
      const { protocol, task, sheet, registry, aia } = await world();
      const { signer } = sheet.contributor;
      const signature = await task.signBond(sheet, signer);
      await task.commit(sheet, { sender: protocol.outsider, signature });
      expect(await registry.balanceOf(aia, signer)).to.equal(99n * AIA);
    });

    it("locks the bond by a wallet contract's signature", async () => {
      const { protocol } = await world();
      const { deployer, ethers } = protocol;
      const wallet = await ethers.deployContract("SmartWallet", [protocol.outsider]);
      const { task, sheet, registry, aia } = await world({ bondAccount: await wallet.getAddress() });
      const own = await ethers.deployContract("SmartWallet", [protocol.outsider]);
      expect(await own.getAddress()).to.equal(sheet.bondAccount);
      await registry.connect(deployer).deposit(aia, own, 2n * AIA);

      const stolen = await task.signBond(sheet, sheet.contributor.signer);
      await expect(task.commit(sheet, { signature: stolen }))
        .to.be.revertedWithCustomError(registry, "BondUnauthorized")
        .withArgs(own);
      await task.commit(sheet, { signature: await task.signBond(sheet, protocol.outsider) });
      expect(await registry.balanceOf(aia, own)).to.equal(AIA);
    });

    it("refuses the signature of another, of another sheet, and none", async () => {
      const { protocol, task, sheet, sheets, registry } = await world();
      const { signer } = sheet.contributor;
      const signatures = [
        await task.signBond(sheet, protocol.outsider),
        await task.signBond(sheets[1], signer),
        "0x",
        `0x${"00".repeat(65)}`,
      ];
      for (const signature of signatures) {
        await expect(task.commit(sheet, { sender: protocol.outsider, signature }))
          .to.be.revertedWithCustomError(registry, "BondUnauthorized")
          .withArgs(signer);
      }
    });
  });

  describe("given a relayer", () => {
    it("pays the fee out of the bond, and only to that relayer", async () => {
      const { relayer } = (await world()).protocol;
      const { protocol, task, sheet, registry, aia } = await world({ relayer: relayer.address, fee: AIA / 4n });
      const { signer } = sheet.contributor;
      const signature = await task.signBond(sheet, signer);
      await expect(task.commit(sheet, { sender: protocol.outsider, signature }))
        .to.be.revertedWithCustomError(registry, "RelayerUnauthorized")
        .withArgs(relayer, protocol.outsider);

      await task.commit(sheet, { sender: relayer, signature });
      expect(await registry.balanceOf(aia, relayer)).to.equal(100n * AIA + AIA / 4n);
      expect(await registry.balanceOf(aia, signer)).to.equal(99n * AIA);
      expect((await registry.taskOf(task.taskId)).relayerFees).to.equal(AIA / 4n);

      await task.toReveal();
      await task.reveal(sheet);
      expect(await registry.balanceOf(aia, signer)).to.equal(100n * AIA - AIA / 4n);
    });

    it("refuses a fee without a relayer or above the bond", async () => {
      const { protocol, task, sheet, registry } = await world();
      const { relayer } = protocol;
      const [proof, clear] = [await task.prove(sheet), task.clear(sheet)];
      await expect(registry.connect(relayer).commit(task.taskId, { ...clear, fee: 1n }, proof, "0x"))
        .to.be.revertedWithCustomError(registry, "RelayerFeeOutOfBounds")
        .withArgs(1n, 0n);
      await expect(registry.connect(relayer).commit(task.taskId, { ...clear, relayer, fee: AIA + 1n }, proof, "0x"))
        .to.be.revertedWithCustomError(registry, "RelayerFeeOutOfBounds")
        .withArgs(AIA + 1n, AIA);
    });
  });

  it("refuses a bond account whose balance is too small", async () => {
    const { task, sheet, registry, aia } = await world();
    const { signer } = sheet.contributor;
    await registry.connect(signer).withdraw(aia, signer, 99n * AIA + 1n);
    await expect(task.commit(sheet))
      .to.be.revertedWithCustomError(registry, "BalanceInsufficient")
      .withArgs(aia, signer, AIA - 1n, AIA);
  });
});
