/**
 * ContributorPass
 * ├─ minting
 * │  ├─ it burns the price, gives level 1 and a leaf
 * │  ├─ it is refused for a second pass, a commitment outside the field, or during a pause
 * │  └─ given an invitation, it costs the sponsor's stake some time instead
 * ├─ it is bound to its holder
 * ├─ renewal
 * │  ├─ it is open to anyone in the last third of a season
 * │  └─ it is closed for burned passes
 * ├─ levels
 * │  ├─ they need experience, burn AIA and from level 6 on take AGT for the treasury
 * │  └─ they replace the leaf without lengthening its life
 * └─ terms
 */
import { expect } from "chai";
import { MaxUint256 } from "ethers";

import { FIELD_ORDER } from "../../scripts/identity/field.ts";
import { identityCommitment } from "../../scripts/identity/identityCommitment.ts";
import { leafHash } from "../../scripts/identity/leafHash.ts";
import { packLeaf } from "../../scripts/identity/packLeaf.ts";
import { holders } from "../support/passHolders.ts";
import { startChain } from "../support/startChain.ts";

const TOKEN = 10n ** 18n;
const DAY = 86_400;
const DRIVING = 1;
const SEASON = 90 * DAY;

describe("ContributorPass", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  async function world() {
    const setting = await chain.networkHelpers.loadFixture(holders);
    return { ...setting, ...setting.protocol.contracts, time: chain.networkHelpers.time };
  }

  describe("minting", () => {
    it("burns the price and puts a leaf of level 1 into the tree", async () => {
      const { pass, aia, tree, newcomer, time } = await world();
      const commitment = identityCommitment(99n);
      const now = await time.latest();
      const supply = await aia.totalSupply();
      await time.setNextBlockTimestamp(now + 10);
      const minting = pass.connect(newcomer).mint(commitment);
      await expect(minting).to.emit(pass, "Locked").withArgs(3n);
      expect(supply - (await aia.totalSupply())).to.equal(10n * TOKEN);
      const validUntil = BigInt(now + 10 + SEASON);
      expect(await pass.passOf(3n)).to.deep.equal([commitment, 0n, validUntil, 1n, 0n]);
      const leaf = leafHash(commitment, packLeaf({ level: 1, skills: 0n, validUntil, passId: 3n }));
      const [inserted] = (await tree.queryFilter(tree.filters.LeafInserted())).slice(-1);
      expect(inserted.args.leaf).to.equal(leaf);
    });

    it("gives one pass per holder", async () => {
      const { pass, holder } = await world();
      await expect(pass.connect(holder).mint(5n))
        .to.be.revertedWithCustomError(pass, "PassAlreadyHeld")
        .withArgs(holder.address);
    });

    for (const commitment of [0n, FIELD_ORDER]) {
      it(`refuses the identity commitment ${commitment}`, async () => {
        const { pass, newcomer } = await world();
        await expect(pass.connect(newcomer).mint(commitment))
          .to.be.revertedWithCustomError(pass, "IdentityCommitmentOutOfField")
          .withArgs(commitment);
      });
    }

    it("rests during a pause", async () => {
      const { pass, clock, newcomer, protocol } = await world();
      await clock.connect(protocol.deployer).pause();
      await expect(pass.connect(newcomer).mint(5n)).to.be.revertedWithCustomError(pass, "LevellingPaused");
      await expect(pass.connect(newcomer).mintInvited(5n)).to.be.revertedWithCustomError(pass, "LevellingPaused");
    });
  });

  describe("invitations", () => {
    it("lock the sponsor's stake and give one pass without a price", async () => {
      const { pass, aia, stake, sponsor, newcomer, time } = await world();
      await expect(pass.connect(sponsor).invite(newcomer)).to.emit(pass, "Invited");
      const invitedAt = BigInt(await time.latest());
      expect(await stake.stakeOf(sponsor)).to.deep.equal([800n * TOKEN, 500n * TOKEN]);
      const supply = await aia.totalSupply();
      await pass.connect(newcomer).mintInvited(5n);
      expect(await aia.totalSupply()).to.equal(supply);
      await expect(pass.connect(newcomer).mintInvited(5n))
        .to.be.revertedWithCustomError(pass, "InvitationMissing")
        .withArgs(newcomer.address);

      const lockedUntil = invitedAt + 180n * 86_400n;
      await time.setNextBlockTimestamp(lockedUntil - 1n);
      await expect(pass.releaseInvitation(newcomer))
        .to.be.revertedWithCustomError(pass, "InvitationLocked")
        .withArgs(newcomer.address, lockedUntil);
      await time.setNextBlockTimestamp(lockedUntil);
      await expect(pass.releaseInvitation(newcomer))
        .to.emit(pass, "InvitationReleased")
        .withArgs(sponsor.address, newcomer.address);
      expect(await stake.stakeOf(sponsor)).to.deep.equal([800n * TOKEN, 0n]);
      await expect(pass.releaseInvitation(newcomer))
        .to.be.revertedWithCustomError(pass, "InvitationMissing")
        .withArgs(newcomer.address);
    });

    it("need enough stake, and come one at a time", async () => {
      const { pass, stake, sponsor, newcomer, stranger } = await world();
      await pass.connect(sponsor).invite(newcomer);
      await expect(pass.connect(sponsor).invite(newcomer))
        .to.be.revertedWithCustomError(pass, "InvitationPending")
        .withArgs(newcomer.address);
      await expect(pass.connect(sponsor).invite(stranger))
        .to.be.revertedWithCustomError(stake, "StakeInsufficient")
        .withArgs(sponsor.address, 300n * TOKEN, 500n * TOKEN);
      await expect(pass.connect(stranger).mintInvited(5n))
        .to.be.revertedWithCustomError(pass, "InvitationMissing")
        .withArgs(stranger.address);
    });
  });

  describe("binding", () => {
    it("allows neither transfers nor approvals", async () => {
      const { pass, holder, stranger } = await world();
      const own = pass.connect(holder);
      await expect(own.transferFrom(holder, stranger, 1n))
        .to.be.revertedWithCustomError(pass, "PassSoulbound")
        .withArgs(1n);
      const safe = own["safeTransferFrom(address,address,uint256)"](holder, stranger, 1n);
      await expect(safe).to.be.revertedWithCustomError(pass, "PassSoulbound").withArgs(1n);
      await expect(own.approve(stranger, 1n)).to.be.revertedWithCustomError(pass, "PassSoulbound").withArgs(1n);
      await expect(own.setApprovalForAll(stranger, true))
        .to.be.revertedWithCustomError(pass, "PassSoulbound")
        .withArgs(0n);
      expect(await pass.locked(1n)).to.equal(true);
      await expect(pass.locked(9n)).to.be.revertedWithCustomError(pass, "ERC721NonexistentToken").withArgs(9n);
    });

    it("announces ERC-721, ERC-5192 and ERC-4906", async () => {
      const { pass } = await world();
      for (const id of ["0x80ac58cd", "0xb45a3c0e", "0x49064906"])
        expect(await pass.supportsInterface(id)).to.equal(true);
      expect(await pass.supportsInterface("0xffffffff")).to.equal(false);
    });
  });

  describe("renewal", () => {
    it("is open to anyone in the last third of the season", async () => {
      const { pass, stranger, time } = await world();
      const { validUntil } = await pass.passOf(1n);
      const from = validUntil - BigInt(SEASON / 3);
      await time.setNextBlockTimestamp(from - 1n);
      await expect(pass.connect(stranger).renew(1n))
        .to.be.revertedWithCustomError(pass, "RenewalTooEarly")
        .withArgs(1n, from, validUntil);
      await time.setNextBlockTimestamp(from);
      await pass.connect(stranger).renew(1n);
      expect((await pass.passOf(1n)).validUntil).to.equal(from + BigInt(SEASON));
    });

    it("leaves a burned pass a tombstone", async () => {
      const { pass, holder, stranger, experienced, time } = await world();
      await experienced(1n, 50, 0);
      await expect(pass.connect(stranger).burn(1n))
        .to.be.revertedWithCustomError(pass, "PassHolderUnauthorized")
        .withArgs(1n, stranger.address);
      await expect(pass.connect(holder).burn(1n)).to.emit(pass, "PassBurned").withArgs(1n);
      expect(await pass.isBurned(1n)).to.equal(true);
      expect(await pass.isBurned(2n)).to.equal(false);
      expect(await pass.isBurned(9n)).to.equal(false);
      expect(await pass.isBurned(0n)).to.equal(false);
      await time.increase(SEASON);
      const own = pass.connect(holder);
      const calls = [() => own.renew(1n), () => own.passOf(1n), () => own.levelUp(1n), () => own.tokenURI(1n)];
      for (const call of calls) {
        await expect(call()).to.be.revertedWithCustomError(pass, "ERC721NonexistentToken").withArgs(1n);
      }
      await pass.connect(holder).mint(8n);
      expect((await pass.passOf(3n)).experience).to.equal(0n);
      await pass.connect(holder).burn(3n);
      expect(await pass.isBurned(3n)).to.equal(true);
    });
  });

  describe("levels", () => {
    it("need experience and burn AIA", async () => {
      const { pass, aia, holder, experienced } = await world();
      await experienced(1n, 99, 0);
      await expect(pass.connect(holder).levelUp(1n))
        .to.be.revertedWithCustomError(pass, "ExperienceInsufficient")
        .withArgs(1n, 99n, 100n);
      await experienced(1n, 1, 0);
      const supply = await aia.totalSupply();
      await expect(pass.connect(holder).levelUp(1n))
        .to.emit(pass, "LevelReached")
        .withArgs(1n, 2n, 10n * TOKEN, 0n);
      expect(supply - (await aia.totalSupply())).to.equal(10n * TOKEN);
      expect((await pass.passOf(1n)).level).to.equal(2n);
    });

    it("take AGT for the treasury from level 6 on, up to level 10", async () => {
      const { pass, agt, timelock, holder, experienced } = await world();
      await experienced(1n, 50_000, 0);
      await experienced(1n, 50_000, 0);
      await experienced(1n, 50_000, 0);
      for (let level = 2; level <= 5; ++level) await pass.connect(holder).levelUp(1n);
      expect(await agt.balanceOf(timelock)).to.equal(0n);
      await pass.connect(holder).levelUp(1n);
      expect(await agt.balanceOf(timelock)).to.equal(100n * TOKEN);
      for (let level = 7; level <= 10; ++level) await pass.connect(holder).levelUp(1n);
      expect(await agt.balanceOf(timelock)).to.equal(6_450n * TOKEN);
      await expect(pass.connect(holder).levelUp(1n)).to.be.revertedWithCustomError(pass, "LevelHighest").withArgs(1n);
    });

    it("replace the leaf for the rest of its season only", async () => {
      const { pass, tree, holder, experienced, time } = await world();
      await experienced(1n, 300, 0);
      const { validUntil, identityCommitment: commitment } = await pass.passOf(1n);
      await time.increase(40 * DAY);
      await pass.connect(holder).levelUp(1n);
      const leaf = leafHash(commitment, packLeaf({ level: 2, skills: 0n, validUntil, passId: 1n }));
      const [inserted] = (await tree.queryFilter(tree.filters.LeafInserted())).slice(-1);
      expect(inserted.args.leaf).to.equal(leaf);
      const before = await chain.networkHelpers.takeSnapshot();
      await time.setNextBlockTimestamp(validUntil);
      await expect(pass.connect(holder).levelUp(1n)).to.emit(pass, "LeafIssued");
      await before.restore();
      await time.increaseTo(validUntil + 1n);
      const size = await tree.size();
      await pass.connect(holder).levelUp(1n);
      expect(await tree.size()).to.equal(size);
      expect((await pass.passOf(1n)).level).to.equal(3n);
    });

    it("are the holder's to take, and rest during a pause", async () => {
      const { pass, clock, protocol, holder, stranger } = await world();
      await expect(pass.connect(stranger).levelUp(1n))
        .to.be.revertedWithCustomError(pass, "PassHolderUnauthorized")
        .withArgs(1n, stranger.address);
      await clock.connect(protocol.deployer).pause();
      await expect(pass.connect(holder).levelUp(1n)).to.be.revertedWithCustomError(pass, "LevellingPaused");
      await expect(pass.connect(holder).claimSkill(1n, DRIVING)).to.be.revertedWithCustomError(pass, "LevellingPaused");
    });

    it("cost nothing when governance says so", async () => {
      const { pass, passPolicy, aia, holder, experienced } = await world();
      await passPolicy.setLevel(2, { experience: 1n, aia: 0n, agt: 0n });
      await pass.setTerms(0n, SEASON);
      await experienced(1n, 1, 0);
      const supply = await aia.totalSupply();
      await pass.connect(holder).levelUp(1n);
      expect(await aia.totalSupply()).to.equal(supply);
    });
  });

  it("keeps seasons within their bounds", async () => {
    const { pass, stranger } = await world();
    for (const season of [DAY - 1, 365 * DAY + 1]) {
      await expect(pass.setTerms(0n, season)).to.be.revertedWithCustomError(pass, "SeasonOutOfBounds").withArgs(season);
    }
    await expect(pass.connect(stranger).setTerms(0n, DAY)).to.be.revertedWithCustomError(
      pass,
      "AccessManagedUnauthorized",
    );
    for (const season of [365 * DAY, DAY]) {
      await pass.setTerms(MaxUint256 >> 128n, season);
      expect(await pass.season()).to.equal(BigInt(season));
    }
  });
});
