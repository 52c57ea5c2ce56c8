/**
 * ProtocolClock
 * ├─ a pause
 * │  ├─ it stops the protocol's time
 * │  ├─ it ends by itself after seven days
 * │  ├─ it can be ended early, which gives back the rest of the budget
 * │  ├─ it never takes more than 14 days in 90
 * │  └─ it cannot be started twice, nor ended when none runs
 * └─ the guardian
 *    ├─ it is appointed by governance, for a year at most
 *    └─ its power ends with its term
 */
import { expect } from "chai";

import { deployProtocol } from "../support/deployProtocol.ts";
import { startChain } from "../support/startChain.ts";

const DAY = 86_400;

describe("ProtocolClock", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  async function world() {
    const protocol = await chain.networkHelpers.loadFixture(deployProtocol);
    const { clock } = protocol.contracts;
    const { time } = chain.networkHelpers;
    return { ...protocol, clock, time, guardian: clock.connect(protocol.deployer) };
  }

  it("stands still during a pause and goes on where it stopped", async () => {
    const { clock, guardian, time } = await world();
    await guardian.pause();
    const stopped = await clock.time();
    await time.increase(3 * DAY);
    expect(await clock.read()).to.deep.equal([stopped, true]);
    await time.increase(4 * DAY);
    expect(await clock.isPaused()).to.equal(false);
    expect((await clock.time()) - stopped).to.be.lessThan(5n);
    await time.increase(DAY);
    expect(BigInt(await time.latest()) - (await clock.time())).to.equal(BigInt(7 * DAY));
  });

  it("adds up pauses", async () => {
    const { clock, guardian, time } = await world();
    for (const days of [1, 2]) {
      const start = await time.latest();
      await time.setNextBlockTimestamp(start + DAY);
      await guardian.pause();
      await time.setNextBlockTimestamp(start + DAY + days * DAY);
      await guardian.unpause();
    }
    expect(BigInt(await time.latest()) - (await clock.time())).to.equal(BigInt(3 * DAY));
  });

  it("never stands still for more than 14 days in 90", async () => {
    const { clock, guardian, deployer, time } = await world();
    await guardian.pause();
    const first = await time.latest();
    await time.increase(8 * DAY);
    await guardian.pause();
    await time.increase(8 * DAY);
    await expect(guardian.pause()).to.be.revertedWithCustomError(clock, "PauseBudgetSpent");
    await time.setNextBlockTimestamp(first + 93 * DAY);
    await expect(guardian.pause())
      .to.emit(clock, "Paused")
      .withArgs(deployer.address, first + 96 * DAY);
  });

  it("gives the rest of a pause ended early back to the budget", async () => {
    const { clock, guardian, time } = await world();
    await guardian.pause();
    await time.increase(DAY);
    await expect(guardian.unpause()).to.emit(clock, "Unpaused");
    for (const length of [7, 6]) {
      await time.increase(DAY);
      await guardian.pause();
      const start = await time.latest();
      await time.increaseTo(start + length * DAY - 60);
      expect(await clock.isPaused()).to.equal(true);
      await time.increaseTo(start + length * DAY + 60);
      expect(await clock.isPaused()).to.equal(false);
    }
  });

  it("starts once and ends once", async () => {
    const { clock, guardian } = await world();
    await expect(guardian.unpause()).to.be.revertedWithCustomError(clock, "PauseNotRunning");
    await guardian.pause();
    await expect(guardian.pause()).to.be.revertedWithCustomError(clock, "PauseRunning");
    await guardian.unpause();
    await expect(guardian.unpause()).to.be.revertedWithCustomError(clock, "PauseNotRunning");
  });

  it("obeys its guardian alone, and not after the term", async () => {
    const { clock, guardian, outsider, deployer, time } = await world();
    await expect(clock.connect(outsider).pause())
      .to.be.revertedWithCustomError(clock, "GuardianUnauthorized")
      .withArgs(outsider.address);
    await time.increaseTo((await clock.guardian())[1] + 1n);
    await expect(guardian.pause())
      .to.be.revertedWithCustomError(clock, "GuardianUnauthorized")
      .withArgs(deployer.address);
  });

  it("has guardians appointed by governance, for a year at most", async () => {
    const { clock, outsider, time } = await world();
    await expect(clock.connect(outsider).setGuardian(outsider, 0n)).to.be.revertedWithCustomError(
      clock,
      "AccessManagedUnauthorized",
    );
    const now = await time.latest();
    await time.setNextBlockTimestamp(now + 10);
    await expect(clock.setGuardian(outsider, now + 11 + 365 * DAY))
      .to.be.revertedWithCustomError(clock, "GuardianTermTooLong")
      .withArgs(now + 11 + 365 * DAY, now + 10 + 365 * DAY);
    await clock.setGuardian(outsider, now + DAY);
    expect(await clock.guardian()).to.deep.equal([outsider.address, BigInt(now + DAY)]);
    await clock.connect(outsider).pause();
  });
});
