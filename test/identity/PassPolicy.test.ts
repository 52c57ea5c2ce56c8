/**
 * PassPolicy
 * ├─ levels rise in experience, take AGT from level 6 on and stay within their bounds
 * ├─ names of skills cannot leave a picture
 * └─ invitations and recovery stay within their bounds
 */
import { expect } from "chai";
import { encodeBytes32String, hexlify } from "ethers";

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

  const MOST_EXPERIENCE = 100_000_000n;
  const MOST_PRICE = 1_000_000n * TOKEN;
  const levels: [string, number, bigint, bigint, bigint, string, bigint, bigint, bigint][] = [
    ["a level below 2", 1, 1n, 0n, 0n, "level", 1n, 2n, 10n],
    ["a level above 10", 11, 1n, 0n, 1n, "level", 11n, 2n, 10n],
    ["as little experience as the level below", 3, 100n, 0n, 0n, "experience", 100n, 101n, 799n],
    ["as much experience as the level above", 3, 800n, 0n, 0n, "experience", 800n, 101n, 799n],
    ["more than can be gained", 10, MOST_EXPERIENCE + 1n, 0n, 1n, "experience", 100_000_001n, 70_001n, MOST_EXPERIENCE],
    ["a price beyond reason", 3, 300n, MOST_PRICE + 1n, 0n, "aia", MOST_PRICE + 1n, 0n, MOST_PRICE],
    ["AGT below level 6", 5, 2_000n, 0n, 1n, "agt", 1n, 0n, 0n],
    ["no AGT from level 6 on", 6, 5_000n, 0n, 0n, "agt", 0n, 1n, MOST_PRICE],
    ["too much AGT", 6, 5_000n, 0n, MOST_PRICE + 1n, "agt", MOST_PRICE + 1n, 1n, MOST_PRICE],
  ];
  for (const [what, level, experience, aia, agt, parameter, value, least, most] of levels) {
    it(`refuses ${what}`, async () => {
      const { policy } = await world();
      await expect(policy.setLevel(level, { experience, aia, agt }))
        .to.be.revertedWithCustomError(policy, "PassTermsOutOfBounds")
        .withArgs(encodeBytes32String(parameter), value, least, most);
    });
  }

  it("takes levels at their bounds", async () => {
    const { policy } = await world();
    const bounds: [number, bigint, bigint, bigint][] = [
      [2, 1n, 0n, 0n],
      [3, 799n, MOST_PRICE, 0n],
      [3, 2n, 0n, 0n],
      [10, MOST_EXPERIENCE, MOST_PRICE, MOST_PRICE],
      [6, 5_000n, 0n, 1n],
    ];
    for (const [level, ...terms] of bounds) {
      const [experience, aia, agt] = terms;
      await policy.setLevel(level, { experience, aia, agt });
      expect(await policy.levelTerms(level)).to.deep.equal(terms);
    }
  });

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
    const most = 1_000_000n * TOKEN;
    const refused: [() => Promise<unknown>, string, bigint | number, bigint | number, bigint | number][] = [
      [() => policy.setSkill(0, { name, experience: 1n, minLevel: 1 }), "field", 0, 1, 63],
      [() => policy.setSkill(64, { name, experience: 1n, minLevel: 1 }), "field", 64, 1, 63],
      [
        () => policy.setSkill(1, { name, experience: 100_000_001n, minLevel: 1 }),
        "experience",
        100_000_001,
        0,
        100_000_000,
      ],
      [() => policy.setSkill(1, { name, experience: 1n, minLevel: 0 }), "minLevel", 0, 1, 10],
      [() => policy.setSkill(1, { name, experience: 1n, minLevel: 11 }), "minLevel", 11, 1, 10],
      [() => policy.setInvitation({ stake: TOKEN - 1n, duration: 30 * DAY }), "stake", TOKEN - 1n, TOKEN, most],
      [() => policy.setInvitation({ stake: most + 1n, duration: 30 * DAY }), "stake", most + 1n, TOKEN, most],
      [
        () => policy.setInvitation({ stake: TOKEN, duration: 30 * DAY - 1 }),
        "duration",
        30 * DAY - 1,
        30 * DAY,
        730 * DAY,
      ],
      [
        () => policy.setInvitation({ stake: TOKEN, duration: 730 * DAY + 1 }),
        "duration",
        730 * DAY + 1,
        30 * DAY,
        730 * DAY,
      ],
      [() => policy.setRecoveryDelay(3 * DAY - 1), "recoveryDelay", 3 * DAY - 1, 3 * DAY, 60 * DAY],
      [() => policy.setRecoveryDelay(60 * DAY + 1), "recoveryDelay", 60 * DAY + 1, 3 * DAY, 60 * DAY],
    ];
    for (const [call, parameter, value, least, greatest] of refused)
      await expect(call())
        .to.be.revertedWithCustomError(policy, "PassTermsOutOfBounds")
        .withArgs(encodeBytes32String(parameter), value, least, greatest);
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
