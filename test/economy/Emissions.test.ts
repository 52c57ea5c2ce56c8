/**
 * Emissions
 * ├─ the budget shrinks by the published schedule
 * ├─ a new schedule begins next week, leaves the past alone and replaces another of that week
 * ├─ nothing is spent beyond a week's budget, nor by strangers
 * ├─ schedules stay within their bounds
 * └─ away from home it pays out what it holds
 */
import { expect } from "chai";
import { encodeBytes32String } from "ethers";

import { deployProtocol } from "../support/deployProtocol.ts";
import { startChain } from "../support/startChain.ts";

const AIA = 10n ** 18n;
const WEEK = 604_800n;

describe("Emissions", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  async function world() {
    const protocol = await chain.networkHelpers.loadFixture(deployProtocol);
    const { emissions, authority } = protocol.contracts;
    await authority.grantRole(5n, protocol.relayer, 0);
    const { time } = chain.networkHelpers;
    const week = (BigInt(await time.latest()) + 3n * 86_400n) / WEEK;
    return { ...protocol, ...protocol.contracts, emissions, spender: emissions.connect(protocol.relayer), week, time };
  }

  it("shrinks week by week", async () => {
    const { emissions, week } = await world();
    const first = 50_000n * AIA;
    expect(await emissions.budgetOf(week)).to.equal(0n);
    expect(await emissions.budgetOf(week + 1n)).to.equal(first);
    expect(await emissions.budgetOf(week + 2n)).to.equal((first * 9_950n) / 10_000n);
    expect(await emissions.budgetOf(week + 3n)).to.equal((first * 9_950n * 9_950n) / 100_000_000n);
    let sum = 0n;
    for (let later = 1n; later <= 52n; ++later) sum += await emissions.budgetOf(week + later);
    expect(sum > 2_290_000n * AIA && sum < 2_300_000n * AIA).to.equal(true);
    expect(await emissions.budgetOf(week + 100_000n)).to.equal(0n);
    expect(await emissions.budgetOf(0n)).to.equal(0n);
  });

  it("takes new schedules from the next week on", async () => {
    const { emissions, week, time } = await world();
    await time.increase(2n * WEEK);
    const past = await emissions.budgetOf(week + 2n);
    await emissions.setSchedule(1n, 10_000n);
    await expect(emissions.setSchedule(7_000n * AIA, 10_000n))
      .to.emit(emissions, "ScheduleSet")
      .withArgs(week + 3n, 7_000n * AIA, 10_000n);
    expect(await emissions.budgetOf(week + 2n)).to.equal(past);
    expect(await emissions.budgetOf(week + 3n)).to.equal(7_000n * AIA);
    expect(await emissions.budgetOf(week + 300n)).to.equal(7_000n * AIA);
  });

  it("keeps one schedule a week, so that setting it again makes no reading dearer", async () => {
    const { emissions, week, time } = await world();
    const reading = () => emissions.budgetOf.estimateGas(0n);
    const one = await reading();
    await emissions.setSchedule(7_000n, 10_000n);
    expect(await reading()).to.equal(one);
    await time.increase(WEEK);
    await emissions.setSchedule(8_000n, 10_000n);
    const two = await reading();
    expect(two > one).to.equal(true);
    await emissions.setSchedule(9_000n, 10_000n);
    expect(await reading()).to.equal(two);
    expect(await emissions.budgetOf(week + 1n)).to.equal(7_000n);
    expect(await emissions.budgetOf(week + 2n)).to.equal(9_000n);
  });

  it("spends a budget once", async () => {
    const { emissions, spender, aia, outsider, week } = await world();
    const budget = await emissions.budgetOf(week + 1n);
    await expect(spender.spend(week + 1n, outsider, AIA))
      .to.emit(emissions, "Emitted")
      .withArgs(week + 1n, outsider.address, AIA);
    expect(await aia.balanceOf(outsider)).to.equal(AIA);
    await expect(spender.spend(week + 1n, outsider, budget - AIA + 1n))
      .to.be.revertedWithCustomError(emissions, "BudgetExceeded")
      .withArgs(week + 1n, AIA, budget - AIA + 1n, budget);
    await spender.spend(week + 1n, outsider, budget - AIA);
    expect(await emissions.spentOf(week + 1n)).to.equal(budget);
    await expect(spender.spend(week + 1n, outsider, 1n))
      .to.be.revertedWithCustomError(emissions, "BudgetExceeded")
      .withArgs(week + 1n, budget, 1n, budget);
    await expect(spender.spend(week, outsider, 1n))
      .to.be.revertedWithCustomError(emissions, "BudgetExceeded")
      .withArgs(week, 0n, 1n, 0n);
  });

  it("obeys quests and governance only", async () => {
    const { emissions, outsider } = await world();
    const stranger = emissions.connect(outsider);
    for (const call of [() => stranger.spend(1n, outsider, 0n), () => stranger.setSchedule(1n, 10_000n)]) {
      await expect(call())
        .to.be.revertedWithCustomError(emissions, "AccessManagedUnauthorized")
        .withArgs(outsider.address);
    }
  });

  for (const [budget, keep, ...refused] of [
    [5_000_000n * AIA + 1n, 10_000n, "budget", 5_000_000n * AIA + 1n, 0n, 5_000_000n * AIA],
    [1n, 8_999n, "keepBps", 8_999n, 9_000n, 10_000n],
    [1n, 10_001n, "keepBps", 10_001n, 9_000n, 10_000n],
  ] as const) {
    it(`refuses ${budget} units shrinking to ${keep} / 10,000`, async () => {
      const { emissions } = await world();
      const [parameter, value, least, most] = refused;
      await expect(emissions.setSchedule(budget, keep))
        .to.be.revertedWithCustomError(emissions, "ScheduleOutOfBounds")
        .withArgs(encodeBytes32String(parameter), value, least, most);
    });
  }

  it("takes schedules at their bounds", async () => {
    const { emissions, week } = await world();
    for (const [budget, keep] of [
      [5_000_000n * AIA, 9_000n],
      [0n, 10_000n],
    ] as const) {
      await expect(emissions.setSchedule(budget, keep))
        .to.emit(emissions, "ScheduleSet")
        .withArgs(week + 1n, budget, keep);
      expect(await emissions.budgetOf(week + 1n)).to.equal(budget);
      expect(await emissions.budgetOf(week + 2n)).to.equal((budget * keep) / 10_000n);
    }
  });

  it("pays out what was bridged to it away from home", async () => {
    const { ethers, authority, aia, chainId, relayer, outsider, week } = await world();
    const factory = await ethers.getContractFactory("Emissions");
    const satellite = await factory.deploy(authority, aia, chainId + 1n, 100n, 10_000n);
    await authority.setTargetFunctionRole(satellite, [satellite.interface.getFunction("spend")?.selector ?? "0x"], 5n);
    const spend = () => satellite.connect(relayer).getFunction("spend")(week + 1n, outsider, 40n);
    await expect(spend())
      .to.be.revertedWithCustomError(aia, "ERC20InsufficientBalance")
      .withArgs(satellite.target, 0n, 40n);
    await aia.transfer(satellite, 100n);
    const supply = await aia.totalSupply();
    await spend();
    expect(await aia.balanceOf(outsider)).to.equal(40n);
    expect(await aia.totalSupply()).to.equal(supply);
  });
});
