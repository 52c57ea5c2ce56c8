/**
 * ContributorPass, experience and what it earns
 * ├─ experience is counted as a whole, by field and by week, for passes that exist, by one contract only
 * ├─ skills and levels take the least terms that can be set, and a skill is in the leaf
 * └─ skills
 *    ├─ they are earned by experience in the field at a level
 *    └─ or granted by curators
 */
import { expect } from "chai";

import { leafHash } from "../../scripts/identity/leafHash.ts";
import { packLeaf } from "../../scripts/identity/packLeaf.ts";
import { holders } from "../support/passHolders.ts";
import { startChain } from "../support/startChain.ts";

const DRIVING = 1;
const MEDICINE = 7;
const WEEK = 604_800n;
/** Monday, 4 February 2030, 00:00 UTC. */
const MONDAY = BigInt(Date.UTC(2030, 1, 4) / 1_000);
/** Weeks are counted from Monday, 29 December 1969. */
const NUMBER = (MONDAY + 3n * 86_400n) / WEEK;

describe("ContributorPass, experience and what it earns", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  async function world() {
    const setting = await chain.networkHelpers.loadFixture(holders);
    return { ...setting, ...setting.protocol.contracts, time: chain.networkHelpers.time };
  }

  it("is counted by the week, from Monday on", async () => {
    const { pass, experienced, time } = await world();
    await time.setNextBlockTimestamp(MONDAY - 1n);
    await experienced(1n, 5, 0);
    await time.setNextBlockTimestamp(MONDAY);
    await experienced(1n, 7, 0);
    await time.setNextBlockTimestamp(MONDAY + WEEK - 1n);
    await experienced(1n, 9, 0);
    const weeks = [NUMBER - 1n, NUMBER, NUMBER + 1n].map((week) => pass.experienceIn(1n, week));
    expect(await Promise.all(weeks)).to.deep.equal([5n, 16n, 0n]);
    expect((await pass.passOf(1n)).experience).to.equal(21n);
  });

  it("is counted in its field, if it has one", async () => {
    const { pass, experienced } = await world();
    await expect(experienced(1n, 5, 0))
      .to.emit(pass, "ExperienceGained")
      .withArgs(1n, 0n, 5n);
    await experienced(1n, 7, 2);
    const fields = [0, 1, 2].map((field) => pass.fieldExperienceOf(1n, field));
    expect(await Promise.all(fields)).to.deep.equal([0n, 0n, 7n]);
  });

  it("needs a pass", async () => {
    const { pass, experienced } = await world();
    await expect(experienced(9n, 1, 0))
      .to.be.revertedWithCustomError(pass, "ERC721NonexistentToken")
      .withArgs(9n);
  });

  it("earns a skill of one point, which is in the next leaf", async () => {
    const { pass, passPolicy, tree, holder, experienced } = await world();
    const { name } = await passPolicy.skillTerms(5);
    await passPolicy.setSkill(5, { name, experience: 1n, minLevel: 1 });
    await experienced(1n, 1, 5);
    await pass.connect(holder).claimSkill(1n, 5);
    const { validUntil, identityCommitment } = await pass.passOf(1n);
    const skills = 1n << 5n;
    const [inserted] = (await tree.queryFilter(tree.filters.LeafInserted())).slice(-1);
    expect(inserted.args.leaf).to.equal(
      leafHash(identityCommitment, packLeaf({ level: 1, skills, validUntil, passId: 1n })),
    );
    const [issued] = (await pass.queryFilter(pass.filters.LeafIssued(1n))).slice(-1);
    expect([...issued.args]).to.deep.equal([1n, identityCommitment, 1n, skills, validUntil]);
  });

  it("earns a level for a single unit of AGT", async () => {
    const { pass, passPolicy, agt, timelock, holder, experienced } = await world();
    await passPolicy.setLevel(6, { experience: 5_000n, aia: 0n, agt: 1n });
    await experienced(1n, 5_000, 0);
    for (let level = 2; level <= 6; ++level) await pass.connect(holder).levelUp(1n);
    expect(await agt.balanceOf(timelock)).to.equal(1n);
  });

  it("is added by the experience contract only", async () => {
    const { pass, holder, experience, experienced, time } = await world();
    await expect(pass.connect(holder).gainExperience(1n, 1n, 0n)).to.be.revertedWithCustomError(
      pass,
      "AccessManagedUnauthorized",
    );
    const week = (BigInt(await time.latest()) + 3n * 86_400n) / 604_800n;
    await expect(experienced(1n, 20, DRIVING))
      .to.emit(pass, "ExperienceGained")
      .withArgs(1n, DRIVING, 20n);
    await experienced(1n, 5, 0);
    expect((await pass.passOf(1n)).experience).to.equal(25n);
    expect(await pass.fieldExperienceOf(1n, DRIVING)).to.equal(20n);
    expect(await pass.experienceIn(1n, week)).to.equal(25n);
    expect(await pass.experienceIn(1n, week + 1n)).to.equal(0n);
    expect(await pass.experienceIn(2n, week)).to.equal(0n);
    expect(await experience.PASS()).to.equal(pass.target);
  });

  describe("skills", () => {
    it("are earned by experience in the field at a level", async () => {
      const { pass, passPolicy, holder, stranger, experienced } = await world();
      const own = pass.connect(holder);
      await expect(own.claimSkill(1n, 60)).to.be.revertedWithCustomError(passPolicy, "FieldUnknown").withArgs(60n);
      await expect(own.claimSkill(1n, DRIVING))
        .to.be.revertedWithCustomError(pass, "LevelInsufficient")
        .withArgs(1n, 1n, 2n);
      await experienced(1n, 199, DRIVING);
      await own.levelUp(1n);
      await expect(own.claimSkill(1n, DRIVING))
        .to.be.revertedWithCustomError(pass, "ExperienceInsufficient")
        .withArgs(1n, 199n, 200n);
      await experienced(1n, 1, DRIVING);
      await expect(pass.connect(stranger).claimSkill(1n, DRIVING))
        .to.be.revertedWithCustomError(pass, "PassHolderUnauthorized")
        .withArgs(1n, stranger.address);
      await expect(own.claimSkill(1n, DRIVING)).to.emit(pass, "SkillGranted").withArgs(1n, DRIVING);
      expect((await pass.passOf(1n)).skills).to.equal(1n << 1n);
      await expect(own.claimSkill(1n, DRIVING))
        .to.be.revertedWithCustomError(pass, "SkillAlreadyHeld")
        .withArgs(1n, DRIVING);
    });

    it("are granted by curators for qualification", async () => {
      const { pass, authority, stranger, passPolicy, holder } = await world();
      await expect(pass.connect(stranger).grantSkill(1n, MEDICINE)).to.be.revertedWithCustomError(
        pass,
        "AccessManagedUnauthorized",
      );
      await authority.grantRole(3n, stranger, 0);
      await pass.connect(stranger).grantSkill(1n, MEDICINE);
      expect((await pass.passOf(1n)).skills).to.equal(1n << 7n);
      await expect(pass.connect(stranger).grantSkill(1n, 50))
        .to.be.revertedWithCustomError(passPolicy, "FieldUnknown")
        .withArgs(50n);
      await expect(pass.connect(stranger).grantSkill(9n, MEDICINE)).to.be.revertedWithCustomError(
        pass,
        "ERC721NonexistentToken",
      );
      const name = "0x".padEnd(66, "41");
      await passPolicy.setSkill(20, { name, experience: 0n, minLevel: 1 });
      await expect(pass.connect(holder).claimSkill(1n, 20))
        .to.be.revertedWithCustomError(pass, "SkillNotEarnable")
        .withArgs(20n);
    });
  });
});
