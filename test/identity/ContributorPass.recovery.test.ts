/**
 * ContributorPass, recovery and change of identity
 * ├─ recovery
 * │  ├─ it hands pass, level and experience over after the window, when the old leaf has run out
 * │  ├─ it stops renewal while it runs, so that it ends
 * │  ├─ given an objection, it ends and dismisses the account
 * │  ├─ given a pause, objections stay possible
 * │  └─ it is refused to strangers, to a replaced account, and to one that has a pass
 * └─ change of identity
 *    ├─ it takes effect when the old leaf has run out
 *    └─ it never gives one pass two live secrets
 */
import { expect } from "chai";

import { identityCommitment } from "../../scripts/identity/identityCommitment.ts";
import { holders } from "../support/passHolders.ts";
import { startChain } from "../support/startChain.ts";

const DAY = 86_400;
const SEASON = 90n * 86_400n;
const NOBODY = `0x${"0".repeat(40)}`;
const NEW = identityCommitment(77n);

describe("ContributorPass, recovery and change of identity", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  async function world() {
    const setting = await chain.networkHelpers.loadFixture(holders);
    const { pass, clock, tree } = setting.protocol.contracts;
    await pass.connect(setting.holder).setRecoveryAccount(1n, setting.heir);
    return { ...setting, pass, clock, tree, time: chain.networkHelpers.time };
  }

  describe("recovery", () => {
    it("hands the pass over with level and experience", async () => {
      const { pass, heir, holder, stranger, experienced, time } = await world();
      await experienced(1n, 150, 1);
      await pass.connect(holder).levelUp(1n);
      expect(await pass.recoveryOf(1n)).to.deep.equal([heir.address, 0n]);
      await pass.connect(heir).startRecovery(1n, NEW);
      const [, from] = await pass.recoveryOf(1n);
      await time.setNextBlockTimestamp(from - 1n);
      await expect(pass.completeRecovery(1n))
        .to.be.revertedWithCustomError(pass, "RecoveryTooEarly")
        .withArgs(1n, from);
      const { validUntil } = await pass.passOf(1n);
      await time.setNextBlockTimestamp(from);
      await expect(pass.completeRecovery(1n))
        .to.be.revertedWithCustomError(pass, "LeafStillLive")
        .withArgs(1n, validUntil);
      await time.setNextBlockTimestamp(validUntil);
      await expect(pass.completeRecovery(1n))
        .to.be.revertedWithCustomError(pass, "LeafStillLive")
        .withArgs(1n, validUntil);
      await time.setNextBlockTimestamp(validUntil + 1n);
      await expect(pass.connect(stranger).completeRecovery(1n))
        .to.emit(pass, "RecoveryCompleted")
        .withArgs(1n, heir.address);
      expect(await pass.ownerOf(1n)).to.equal(heir.address);
      expect(await pass.passOf(1n)).to.deep.equal([NEW, 0n, validUntil + 1n + SEASON, 2n, 150n]);
      expect(await pass.fieldExperienceOf(1n, 1)).to.equal(150n);
      expect(await pass.recoveryOf(1n)).to.deep.equal([NOBODY, 0n]);
      await expect(pass.connect(holder).burn(1n))
        .to.be.revertedWithCustomError(pass, "PassHolderUnauthorized")
        .withArgs(1n, holder.address);
    });

    it("stops renewal while it runs", async () => {
      const { pass, heir, time } = await world();
      await pass.connect(heir).startRecovery(1n, NEW);
      await time.increase(80 * DAY);
      await expect(pass.renew(1n)).to.be.revertedWithCustomError(pass, "RecoveryRunning").withArgs(1n);
      await expect(pass.connect(heir).startRecovery(1n, NEW))
        .to.be.revertedWithCustomError(pass, "RecoveryRunning")
        .withArgs(1n);
    });

    it("ends by the holder's objection, and the account with it", async () => {
      const { pass, heir, holder, stranger, time } = await world();
      await expect(pass.connect(holder).objectToRecovery(1n))
        .to.be.revertedWithCustomError(pass, "RecoveryNotRunning")
        .withArgs(1n);
      await pass.connect(heir).startRecovery(1n, NEW);
      await expect(pass.connect(stranger).objectToRecovery(1n))
        .to.be.revertedWithCustomError(pass, "PassHolderUnauthorized")
        .withArgs(1n, stranger.address);
      await time.increase(100 * DAY);
      await expect(pass.connect(holder).objectToRecovery(1n)).to.emit(pass, "RecoveryObjected").withArgs(1n);
      await expect(pass.completeRecovery(1n)).to.be.revertedWithCustomError(pass, "RecoveryNotRunning").withArgs(1n);
      await expect(pass.connect(heir).startRecovery(1n, NEW))
        .to.be.revertedWithCustomError(pass, "RecoveryUnauthorized")
        .withArgs(1n, heir.address);
      expect(await pass.ownerOf(1n)).to.equal(holder.address);
    });

    it("begins with an account that is good at once", async () => {
      const { pass } = await world();
      const [named] = await pass.queryFilter(pass.filters.RecoveryAccountSet(1n));
      const { timestamp } = await named.getBlock();
      expect(named.args.from).to.equal(BigInt(timestamp));
    });

    it("does not bring a burned pass back", async () => {
      const { pass, heir, holder, time } = await world();
      await pass.connect(heir).startRecovery(1n, NEW);
      await pass.connect(holder).burn(1n);
      await time.increase(100 * DAY);
      await expect(pass.completeRecovery(1n))
        .to.be.revertedWithCustomError(pass, "ERC721NonexistentToken")
        .withArgs(1n);
    });

    it("ends a change of identity that was asked for before", async () => {
      const { pass, heir, holder, time } = await world();
      await pass.connect(holder).changeIdentity(1n, 78n);
      await pass.connect(heir).startRecovery(1n, NEW);
      await time.increase(100 * DAY);
      await pass.completeRecovery(1n);
      expect(await pass.nextIdentityOf(1n)).to.equal(0n);
      await time.increase(100 * DAY);
      await pass.renew(1n);
      expect((await pass.passOf(1n)).identityCommitment).to.equal(NEW);
    });

    it("can be objected to during a pause", async () => {
      const { pass, heir, holder, clock, protocol } = await world();
      await pass.connect(heir).startRecovery(1n, NEW);
      await clock.connect(protocol.deployer).pause();
      await pass.connect(holder).objectToRecovery(1n);
      expect(await pass.recoveryOf(1n)).to.deep.equal([NOBODY, 0n]);
    });

    it("is no way for a thief: strangers and accounts named later wait", async () => {
      const { pass, heir, holder, stranger, time } = await world();
      await expect(pass.connect(stranger).startRecovery(1n, NEW))
        .to.be.revertedWithCustomError(pass, "RecoveryUnauthorized")
        .withArgs(1n, stranger.address);
      await expect(pass.connect(stranger).setRecoveryAccount(1n, stranger))
        .to.be.revertedWithCustomError(pass, "PassHolderUnauthorized")
        .withArgs(1n, stranger.address);
      await pass.connect(holder).setRecoveryAccount(1n, stranger);
      await expect(pass.connect(stranger).startRecovery(1n, NEW))
        .to.be.revertedWithCustomError(pass, "RecoveryUnauthorized")
        .withArgs(1n, stranger.address);
      expect((await pass.recoveryOf(1n))[0]).to.equal(heir.address);
      const [named] = (await pass.queryFilter(pass.filters.RecoveryAccountSet())).slice(-1);
      await time.setNextBlockTimestamp(named.args.from);
      await expect(pass.connect(heir).startRecovery(1n, NEW))
        .to.be.revertedWithCustomError(pass, "RecoveryUnauthorized")
        .withArgs(1n, heir.address);
      await pass.connect(stranger).startRecovery(1n, NEW);
    });

    it("needs an account without a pass, a pass that exists and a commitment in the field", async () => {
      const { pass, neighbour, holder, heir, time } = await world();
      await expect(pass.connect(heir).startRecovery(9n, NEW)).to.be.revertedWithCustomError(
        pass,
        "ERC721NonexistentToken",
      );
      await expect(pass.connect(heir).startRecovery(1n, 0n))
        .to.be.revertedWithCustomError(pass, "IdentityCommitmentOutOfField")
        .withArgs(0n);
      await pass.connect(holder).setRecoveryAccount(1n, neighbour);
      await time.increase(14 * DAY);
      await pass.connect(neighbour).startRecovery(1n, NEW);
      await time.increase(91 * DAY);
      await expect(pass.completeRecovery(1n))
        .to.be.revertedWithCustomError(pass, "PassAlreadyHeld")
        .withArgs(neighbour.address);
      await pass.connect(neighbour).burn(2n);
      await pass.completeRecovery(1n);
      expect(await pass.ownerOf(1n)).to.equal(neighbour.address);
    });
  });

  describe("change of identity", () => {
    it("takes effect with the first leaf after the old one has run out", async () => {
      const { pass, holder, time } = await world();
      await expect(pass.connect(holder).changeIdentity(1n, NEW))
        .to.emit(pass, "IdentityChangeRequested")
        .withArgs(1n, NEW);
      const { validUntil, identityCommitment: old } = await pass.passOf(1n);
      await time.setNextBlockTimestamp(validUntil);
      await expect(pass.renew(1n))
        .to.be.revertedWithCustomError(pass, "RenewalTooEarly")
        .withArgs(1n, validUntil + 1n, validUntil);
      expect((await pass.passOf(1n)).identityCommitment).to.equal(old);
      await time.setNextBlockTimestamp(validUntil + 1n);
      await pass.renew(1n);
      expect((await pass.passOf(1n)).identityCommitment).to.equal(NEW);
      expect(await pass.nextIdentityOf(1n)).to.equal(0n);
    });

    it("never gives a pass leaves of two secrets at a time", async () => {
      const { pass, holder, experienced, tree, time } = await world();
      await experienced(1n, 300, 1);
      await pass.connect(holder).changeIdentity(1n, NEW);
      await pass.connect(holder).levelUp(1n);
      await pass.connect(holder).claimSkill(1n, 1);
      const { validUntil } = await pass.passOf(1n);
      await time.increase(60 * DAY);
      await expect(pass.renew(1n))
        .to.be.revertedWithCustomError(pass, "RenewalTooEarly")
        .withArgs(1n, validUntil + 1n, validUntil);
      await time.increase(40 * DAY);
      await pass.connect(holder).levelUp(1n);
      await pass.renew(1n);
      const leaves = await pass.queryFilter(pass.filters.LeafIssued(1n));
      const lives = await Promise.all(
        leaves.map(async ({ args, blockNumber }) => ({
          secret: args.identityCommitment,
          from: BigInt((await chain.ethers.provider.getBlock(blockNumber))?.timestamp ?? 0),
          until: args.validUntil,
        })),
      );
      for (const a of lives) {
        for (const b of lives) expect(a.secret === b.secret || a.until < b.from || b.until < a.from).to.equal(true);
      }
      expect(new Set(lives.map(({ secret }) => secret)).size).to.equal(2);
      expect(await tree.size()).to.equal(BigInt(lives.length) + 1n);
    });

    it("can be taken back, and is the holder's alone", async () => {
      const { pass, holder, stranger } = await world();
      const { identityCommitment: old } = await pass.passOf(1n);
      await pass.connect(holder).changeIdentity(1n, NEW);
      expect(await pass.nextIdentityOf(1n)).to.equal(NEW);
      await pass.connect(holder).changeIdentity(1n, old);
      expect(await pass.nextIdentityOf(1n)).to.equal(0n);
      await expect(pass.connect(stranger).changeIdentity(1n, NEW))
        .to.be.revertedWithCustomError(pass, "PassHolderUnauthorized")
        .withArgs(1n, stranger.address);
      await expect(pass.connect(holder).changeIdentity(1n, 0n))
        .to.be.revertedWithCustomError(pass, "IdentityCommitmentOutOfField")
        .withArgs(0n);
    });
  });
});
