import { expect } from "chai";
import { network } from "hardhat";

import { packVerdict } from "../../scripts/scorer/fuzz/packVerdict.ts";
import { randomSource } from "../../scripts/scorer/fuzz/randomSource.ts";
import { splitPay } from "../../scripts/scorer/referee/splitPay.ts";
import type { PayTerms, Split } from "../../scripts/scorer/referee/splitPay.ts";
import type { Verdict } from "../../scripts/scorer/referee/types.ts";

// Pay
//   on random tasks: equals TypeScript, conserves the pool, pays no sheet more than 1.25 u
//   given valid sheets: shares u·v by quality, caps, gives a cluster one place
//   given no valid sheet: u / 10 to sheets that answer half
//   given unconfirmed labels: u to sheets that answer half
//   given more sheets than places: reverts

const { ethers, networkHelpers } = await network.create();

describe("Pay", () => {
  const terms: PayTerms = { pool: 1000n, quota: 4, items: 10, kind: 0, confirmed: true };
  const sheet = (quality: number, changes: Partial<Verdict> = {}): Verdict => ({
    quality,
    answered: 10,
    copies: 1,
    valid: true,
    ...changes,
  });

  async function deploy() {
    return { harness: await ethers.deployContract("PayHarness") };
  }

  async function splitOnChain(terms: PayTerms, sheets: Uint8Array, verdicts: Verdict[]): Promise<Split> {
    const { harness } = await networkHelpers.loadFixture(deploy);
    const [payouts, treasury, refund] = await harness.split(terms, sheets, verdicts.map(packVerdict));
    return { payouts: [...payouts], treasury, refund };
  }

  async function expectSplit(verdicts: Verdict[], expected: Split, changes: Partial<PayTerms> = {}) {
    const changed = { ...terms, ...changes };
    const sheets = new Uint8Array(verdicts.length);
    expect(splitPay(changed, sheets, verdicts)).to.deep.equal(expected);
    expect(await splitOnChain(changed, sheets, verdicts)).to.deep.equal(expected);
  }

  it("equals TypeScript and conserves the pool on random tasks", async () => {
    const random = randomSource(3);
    for (let n = 0; n < 150; n++) {
      const rows = random(12);
      const sheets = Uint8Array.from({ length: rows }, () => random(12));
      const kind = random(2) as 0 | 1;
      const paid = sheets.filter((s) => (s & 3) === kind).length;
      const drawn: PayTerms = {
        pool: (BigInt(random(1 << 30)) * BigInt(random(1 << 30))) >> BigInt(random(60)),
        quota: Math.max(1, paid + random(3)),
        items: 1 + random(20),
        kind,
        confirmed: random(5) !== 0,
      };
      const dead = random(6) === 0;
      const verdicts = Array.from({ length: rows }, () => ({
        quality: random(8) === 0 ? 0 : random(65536),
        answered: random(drawn.items + 1),
        copies: random(3) === 0 ? 1 + random(255) : 1,
        valid: !dead && random(4) !== 0,
      }));
      const chain = await splitOnChain(drawn, sheets, verdicts);
      expect(chain).to.deep.equal(splitPay(drawn, sheets, verdicts));
      const sum = chain.payouts.reduce((a, b) => a + b, 0n);
      expect(sum + chain.treasury + chain.refund).to.equal(drawn.pool);
      const price = drawn.pool / BigInt(drawn.quota);
      expect(chain.refund).to.equal(price * BigInt(drawn.quota - paid));
      chain.payouts.forEach((payout, r) => {
        expect(payout <= (price * 5n) / 4n).to.equal(true);
        if ((sheets[r] & 3) !== kind) expect(payout).to.equal(0n);
      });
    }
  });

  describe("given valid sheets", () => {
    it("shares one place's price each in proportion to quality", () =>
      expectSplit([sheet(40000), sheet(40000), sheet(30000), sheet(50000)], {
        payouts: [250n, 250n, 187n, 312n],
        treasury: 1n,
        refund: 0n,
      }));

    it("cuts off above 1.25 u for the treasury and refunds places without a sheet", () =>
      expectSplit([sheet(60000), sheet(20000)], { payouts: [312n, 125n], treasury: 63n, refund: 500n }));

    it("keeps the price of an invalid sheet for the treasury", () =>
      expectSplit([sheet(40000), sheet(40000), sheet(0, { valid: false }), sheet(40000)], {
        payouts: [250n, 250n, 0n, 250n],
        treasury: 250n,
        refund: 0n,
      }));

    it("pays a cluster of copies one place between them", () =>
      expectSplit([sheet(40000), sheet(40000), sheet(40000, { copies: 2 }), sheet(40000, { copies: 2 })], {
        payouts: [250n, 250n, 125n, 125n],
        treasury: 250n,
        refund: 0n,
      }));
  });

  describe("given no valid sheet", () => {
    it("pays a tenth to every sheet that answers at least half", () => {
      const invalid = { valid: false };
      return expectSplit(
        [
          sheet(0, invalid),
          sheet(0, { ...invalid, answered: 5 }),
          sheet(0, { ...invalid, answered: 4 }),
          sheet(0, invalid),
        ],
        { payouts: [25n, 25n, 0n, 25n], treasury: 925n, refund: 0n },
      );
    });

    it("pays a cluster no more than one place in all", () =>
      expectSplit(
        Array.from({ length: 4 }, () => sheet(0, { valid: false, copies: 20 })),
        { payouts: [12n, 12n, 12n, 12n], treasury: 952n, refund: 0n },
      ));
  });

  describe("given unconfirmed labels", () => {
    it("pays u to every sheet that answers at least half, whatever its verdict", () =>
      expectSplit(
        [sheet(0, { valid: false }), sheet(65535, { answered: 4 })],
        { payouts: [250n, 0n], treasury: 250n, refund: 500n },
        { confirmed: false },
      ));
  });

  it("refuses more sheets than places", async () => {
    const { harness } = await networkHelpers.loadFixture(deploy);
    const verdicts = [sheet(1), sheet(1)];
    await expect(harness.split({ ...terms, quota: 1 }, new Uint8Array(2), verdicts.map(packVerdict)))
      .to.be.revertedWithCustomError(harness, "QuotaBelowRevealed")
      .withArgs(1, 2);
    expect(() => splitPay({ ...terms, quota: 1 }, new Uint8Array(2), verdicts)).to.throw(
      RangeError,
      "2 sheets revealed",
    );
  });
});
