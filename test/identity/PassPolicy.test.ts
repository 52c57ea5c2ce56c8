/**
 * PassPolicy
 * ├─ levels rise in experience, take AGT from level 6 on and stay within their bounds
 * ├─ names of skills cannot leave a picture
 * └─ invitations and recovery stay within their bounds
 */
import { expect } from "chai";
import { encodeBytes32String, hexlify, toUtf8Bytes, zeroPadBytes } from "ethers";

import { deployProtocol } from "../support/deployProtocol.ts";
import { startChain } from "../support/startChain.ts";

const TOKEN = 10n ** 18n;
const DAY = 86_400;

describe("PassPolicy", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  async function world() {
    const protocol = await chain.networkHelpers.loadFixture(deployProtocol);
    return { ...protocol, policy: protocol.contracts.passPolicy };
  }

  const levels: [string, number, bigint, bigint, bigint, string][] = [
    ["a level below 2", 1, 1n, 0n, 0n, "level"],
    ["a level above 10", 11, 1n, 0n, 1n, "level"],
    ["as little experience as the level below", 3, 100n, 0n, 0n, "experience"],
    ["as much experience as the level above", 3, 800n, 0n, 0n, "experience"],
    ["more experience than can be gained", 10, 100_000_001n, 0n, 1n, "experience"],
    ["a price beyond reason", 3, 300n, 1_000_000n * TOKEN + 1n, 0n, "aia"],
    ["AGT below level 6", 5, 2_000n, 0n, 1n, "agt"],
    ["no AGT from level 6 on", 6, 5_000n, 0n, 0n, "agt"],
    ["too much AGT", 6, 5_000n, 0n, 1_000_000n * TOKEN + 1n, "agt"],
  ];
  for (const [what, level, experience, aia, agt, parameter] of levels) {
    it(`refuses ${what}`, async () => {
      const { policy } = await world();
      const setting = policy.setLevel(level, { experience, aia, agt });
      await expect(setting).to.be.revertedWithCustomError(policy, "PassTermsOutOfBounds");
      const error: unknown = await policy.setLevel.staticCall(level, { experience, aia, agt }).catch((e: unknown) => e);
      expect(String((error as Error).message)).to.contain(hexlify(zeroPadBytes(toUtf8Bytes(parameter), 32)));
    });
  }

  it("is not deployed with another number of levels", async () => {
    const { policy, ethers, contracts } = await world();
    const factory = await ethers.getContractFactory("PassPolicy");
    const levels = await Promise.all(Array.from({ length: 9 }, (_, i) => policy.levelTerms(i + 2)));
    const terms = levels.map(({ experience, aia, agt }) => ({ experience, aia, agt }));
    const { stake, duration } = await policy.invitationTerms();
    for (const wrong of [terms.slice(1), [...terms, terms[8]]]) {
      await expect(factory.deploy(contracts.authority, wrong, [], { stake, duration }, 3 * DAY))
        .to.be.revertedWithCustomError(policy, "PassTermsOutOfBounds")
        .withArgs(encodeBytes32String("levels"), wrong.length, 9n, 9n);
    }
    await factory.deploy(contracts.authority, terms, [], { stake, duration }, 3 * DAY);
  });

  it("keeps what is within bounds", async () => {
    const { policy } = await world();
    const terms = { experience: 301n, aia: 7n, agt: 0n };
    await expect(policy.setLevel(3, terms)).to.emit(policy, "LevelSet").withArgs(3n, Object.values(terms));
    expect(await policy.levelTerms(3)).to.deep.equal([301n, 7n, 0n]);
    expect(await policy.levelTerms(1)).to.deep.equal([0n, 0n, 0n]);
    await expect(policy.setInvitation({ stake: TOKEN, duration: 30 * DAY })).to.emit(policy, "InvitationSet");
    expect(await policy.invitationTerms()).to.deep.equal([TOKEN, BigInt(30 * DAY)]);
    await expect(policy.setRecoveryDelay(3 * DAY))
      .to.emit(policy, "RecoveryDelaySet")
      .withArgs(3 * DAY);
    expect(await policy.recoveryDelay()).to.equal(BigInt(3 * DAY));
    const name = encodeBytes32String("Deep Sea 9");
    await expect(policy.setSkill(63, { name, experience: 5n, minLevel: 10 })).to.emit(policy, "SkillSet");
    expect(await policy.fieldName(63)).to.equal("Deep Sea 9");
    expect(await policy.fieldName(62)).to.equal("");
    expect(await policy.skillTerms(63)).to.deep.equal([name, 5n, 10n]);
  });

  const names = ["", "<script>", 'a"b', "a&b", "a\\b", "ä", "a\nb"].map(encodeBytes32String);
  for (const name of [...names, hexlify(new Uint8Array([65, 0, 65, ...new Uint8Array(29)]))]) {
    it(`refuses the name ${name}`, async () => {
      const { policy } = await world();
      await expect(policy.setSkill(1, { name, experience: 1n, minLevel: 1 }))
        .to.be.revertedWithCustomError(policy, "SkillNameInvalid")
        .withArgs(name);
    });
  }

  it("keeps skills, invitations and recovery within their bounds", async () => {
    const { policy } = await world();
    const name = encodeBytes32String("Art");
    const refused = [
      () => policy.setSkill(0, { name, experience: 1n, minLevel: 1 }),
      () => policy.setSkill(64, { name, experience: 1n, minLevel: 1 }),
      () => policy.setSkill(1, { name, experience: 100_000_001n, minLevel: 1 }),
      () => policy.setSkill(1, { name, experience: 1n, minLevel: 0 }),
      () => policy.setSkill(1, { name, experience: 1n, minLevel: 11 }),
      () => policy.setInvitation({ stake: TOKEN - 1n, duration: 30 * DAY }),
      () => policy.setInvitation({ stake: 1_000_001n * TOKEN, duration: 30 * DAY }),
      () => policy.setInvitation({ stake: TOKEN, duration: 30 * DAY - 1 }),
      () => policy.setInvitation({ stake: TOKEN, duration: 730 * DAY + 1 }),
      () => policy.setRecoveryDelay(3 * DAY - 1),
      () => policy.setRecoveryDelay(60 * DAY + 1),
    ];
    for (const call of refused) await expect(call()).to.be.revertedWithCustomError(policy, "PassTermsOutOfBounds");
  });

  it("takes invitations and recovery at their bounds", async () => {
    const { policy } = await world();
    for (const terms of [
      { stake: TOKEN, duration: 30 * DAY },
      { stake: 1_000_000n * TOKEN, duration: 730 * DAY },
    ]) {
      await policy.setInvitation(terms);
      expect(await policy.invitationTerms()).to.deep.equal([terms.stake, BigInt(terms.duration)]);
    }
    for (const delay of [3 * DAY, 60 * DAY]) {
      await policy.setRecoveryDelay(delay);
      expect(await policy.recoveryDelay()).to.equal(BigInt(delay));
    }
    const skill = { name: encodeBytes32String("Art"), experience: 100_000_000n, minLevel: 1 };
    await expect(policy.setSkill(1, skill)).to.emit(policy, "SkillSet");
  });

  it("is governance's", async () => {
    const { policy, outsider } = await world();
    const stranger = policy.connect(outsider);
    const calls = [
      () => stranger.setLevel(2, { experience: 1n, aia: 0n, agt: 0n }),
      () => stranger.setSkill(1, { name: encodeBytes32String("Art"), experience: 1n, minLevel: 1 }),
      () => stranger.setInvitation({ stake: TOKEN, duration: 30 * DAY }),
      () => stranger.setRecoveryDelay(3 * DAY),
    ];
    for (const call of calls) {
      await expect(call())
        .to.be.revertedWithCustomError(policy, "AccessManagedUnauthorized")
        .withArgs(outsider.address);
    }
  });
});
