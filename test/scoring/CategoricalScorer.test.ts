import { expect } from "chai";
import { network } from "hardhat";

import { expectedOutput } from "../../scripts/scorer/fuzz/expectedOutput.ts";
import { packVerdict } from "../../scripts/scorer/fuzz/packVerdict.ts";
import { randomCategorical } from "../../scripts/scorer/fuzz/randomCategorical.ts";
import { randomSource } from "../../scripts/scorer/fuzz/randomSource.ts";
import { scoreCall } from "../../scripts/scorer/fuzz/scoreCall.ts";
import { scoreCategorical } from "../../scripts/scorer/referee/scoreCategorical.ts";
import type { CategoricalTask } from "../../scripts/scorer/referee/types.ts";

// CategoricalScorer
//   on random matrices: equals TypeScript and its plain twin, within its gas bound
//   given no rows, one row, one item, an item without answers, one class used, gold: defined
//   given lengths that contradict the shape, or a shape that cannot be scored: reverts

const { ethers, networkHelpers } = await network.create();

describe("CategoricalScorer", () => {
  const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
  const none = bytes();

  async function deploy() {
    const scorer = await ethers.deployContract("CategoricalScorer");
    const plain = await ethers.deployContract("PlainCategoricalScorer");
    return { scorer, plain };
  }

  async function call(contract: { getAddress(): Promise<string> }, task: CategoricalTask): Promise<unknown> {
    const to = await contract.getAddress();
    return ethers.provider.send("eth_call", [{ to, data: scoreCall(task) }, "latest"]);
  }

  async function expectScore(task: CategoricalTask, labels: number[], confidences: number[], verdicts: bigint[]) {
    const { scorer } = await networkHelpers.loadFixture(deploy);
    const local = scoreCategorical(task);
    expect([...local.labels]).to.deep.equal(labels);
    expect([...local.confidences]).to.deep.equal(confidences);
    expect(local.verdicts.map(packVerdict)).to.deep.equal(verdicts);
    expect(await call(scorer, task)).to.equal(expectedOutput(task));
  }

  const verdict = (quality: number, answered: number, valid: boolean): bigint =>
    packVerdict({ quality, answered, copies: 1, valid });

  it("equals TypeScript on random matrices", async () => {
    const { scorer } = await networkHelpers.loadFixture(deploy);
    const random = randomSource(1);
    for (let n = 0; n < 250; n++) {
      const limits = n % 25 === 0 ? { maxRows: 20, maxItems: 600, classes: 2 + random(9) } : {};
      const task = randomCategorical(random, limits);
      expect(await call(scorer, task), `matrix ${n}`).to.equal(expectedOutput(task));
    }
  });

  it("equals its plain twin", async () => {
    const { scorer, plain } = await networkHelpers.loadFixture(deploy);
    const random = randomSource(5);
    for (let n = 0; n < 25; n++) {
      const task = randomCategorical(random, { maxRows: 8, maxItems: 40 });
      expect(await call(scorer, task), `matrix ${n}`).to.equal(await call(plain, task));
    }
  });

  describe("given hardly anything", () => {
    it("labels nothing without rows", () =>
      expectScore({ items: 3, classes: 2, sheets: none, answers: none }, [0, 0, 0], [0, 0, 0], []));

    it("takes the labels of a single row, which nobody can confirm", () =>
      expectScore(
        { items: 4, classes: 3, sheets: bytes(0), answers: bytes(1, 2, 0, 3) },
        [1, 2, 0, 3],
        [...scoreCategorical({ items: 4, classes: 3, sheets: bytes(0), answers: bytes(1, 2, 0, 3) }).confidences],
        [verdict(0, 3, false)],
      ));

    it("accepts a single item on which all agree", async () => {
      const task = { items: 1, classes: 2, sheets: bytes(0, 0, 0), answers: bytes(2, 2, 2) };
      const { labels, verdicts } = scoreCategorical(task);
      expect([...labels]).to.deep.equal([2]);
      expect(verdicts.every(({ valid, quality }) => valid && quality === 65535)).to.equal(true);
      const { scorer } = await networkHelpers.loadFixture(deploy);
      expect(await call(scorer, task)).to.equal(expectedOutput(task));
    });

    it("accepts sheets that all use one class only", () => {
      const task = { items: 40, classes: 5, sheets: bytes(0, 0, 0), answers: new Uint8Array(120).fill(4) };
      const { labels, verdicts } = scoreCategorical(task);
      expect([...new Set(labels)]).to.deep.equal([4]);
      expect(verdicts).to.deep.equal(Array(3).fill({ quality: 65535, answered: 40, copies: 1, valid: true }));
    });
  });

  it("treats bytes above K as skipped", async () => {
    const { scorer } = await networkHelpers.loadFixture(deploy);
    const clean = { items: 3, classes: 2, sheets: bytes(0, 0, 0), answers: bytes(1, 0, 2, 1, 2, 0, 1, 2, 0) };
    const dirty = { ...clean, answers: bytes(1, 3, 2, 1, 2, 255, 1, 2, 128), gold: bytes(0, 9, 0) };
    expect(await call(scorer, dirty)).to.equal(await call(scorer, clean));
  });

  it("keeps gold labels and judges nobody by them", () => {
    const task = { items: 2, classes: 2, sheets: bytes(0, 0, 0), answers: bytes(1, 1, 1, 1, 1, 1), gold: bytes(2, 0) };
    const { labels, confidences, verdicts } = scoreCategorical(task);
    expect([...labels]).to.deep.equal([2, 1]);
    expect(confidences[0]).to.equal(255);
    expect(verdicts[0].answered).to.equal(2);
    expect(scoreCategorical({ ...task, gold: bytes(2, 2) }).verdicts[0].quality).to.equal(0);
  });

  it("stays within its gas bound, whatever the content", async () => {
    const { scorer } = await networkHelpers.loadFixture(deploy);
    const to = await scorer.getAddress();
    const random = randomSource(9);
    for (const [classes, rows, items] of [
      [2, 39, 108],
      [2, 12, 600],
      [4, 20, 64],
      [6, 10, 64],
      [8, 4, 10],
      [8, 10, 64],
      [30, 10, 50],
      [2, 3, 33],
    ])
      for (const mix of [1, 3, rows]) {
        // Rows of one of `mix` contents: copies when there are few, noise when every row has its own.
        const content = Uint8Array.from({ length: mix * items }, () => random(classes + 1));
        const answers = Uint8Array.from({ length: rows * items }, (_, x) =>
          random(70) === 0 ? 1 + random(classes) : content[(Math.floor(x / items) % mix) * items + (x % items)],
        );
        const sheets = Uint8Array.from({ length: rows }, (_, r) => r % 12);
        const task = { items, classes, sheets, answers };
        const bound = await scorer.gasBound({ items, classes, minimum: 0, maximum: 0 }, rows);
        const data = scoreCall(task);
        const paid = ethers.getBytes(data).reduce((sum, byte) => sum + (byte === 0 ? 4 : 16), 21_000);
        const gas = (await ethers.provider.estimateGas({ to, data })) - BigInt(paid);
        expect(gas <= bound, `${rows} × ${items}, K = ${classes}, ${mix}: ${gas} > ${bound}`).to.equal(true);
      }
  });

  it("has a bound that counts rows, items, classes and, from seven items on, compared rows", async () => {
    const { scorer } = await networkHelpers.loadFixture(deploy);
    for (const classes of [2, 3, 8, 9, 254])
      for (const items of [1, 6, 7, 256, 257])
        for (const rows of [1, 2, 3, 255]) {
          const compared = items < 7 ? 0 : ((rows * (rows - 1)) / 2) * Math.ceil(items / 256);
          const matrices =
            items * (500 + 90 * classes ** 2) +
            classes * (13_000 * classes + rows * (10_000 + 850 * classes + items * (70 + 43 * classes))) +
            compared * 1_500;
          const coins =
            rows * (7_500 + 180 * classes) + items * (4_300 + 11 * classes) + rows * items * 2_770 + compared * 1_600;
          const bound: bigint = await scorer.gasBound({ items, classes, minimum: 0, maximum: 0 }, rows);
          expect(bound).to.equal(BigInt(200_000 + (classes > 8 ? coins : matrices)));
        }
  });

  describe("reverts", () => {
    const shape = { items: 2, classes: 2, minimum: 0, maximum: 0 };

    for (const [name, sheets, answers, gold, args] of [
      ["answers that are too short", bytes(0, 0), bytes(1, 2, 1), none, [2, 4, 3]],
      ["answers that are too long", bytes(0), bytes(1, 2, 1), none, [1, 2, 3]],
      ["gold of another length", bytes(0), bytes(1, 2), bytes(1), [1, 2, 1]],
      ["more than 255 rows", new Uint8Array(256), new Uint8Array(512), none, [256, 512, 512]],
    ] as const)
      it(`given ${name}`, async () => {
        const { scorer } = await networkHelpers.loadFixture(deploy);
        await expect(scorer.score(shape, sheets, answers, gold))
          .to.be.revertedWithCustomError(scorer, "MatrixSizeMismatch")
          .withArgs(...args);
      });

    for (const [name, change] of [
      ["no items", { items: 0 }],
      ["one class", { classes: 1 }],
      ["255 classes", { classes: 255 }],
      ["bounds", { maximum: 1 }],
    ] as const)
      it(`given a shape with ${name}`, async () => {
        const { scorer } = await networkHelpers.loadFixture(deploy);
        const changed = { ...shape, ...change };
        const args = [changed.items, changed.classes, changed.minimum, changed.maximum];
        await expect(scorer.score(changed, none, none, none))
          .to.be.revertedWithCustomError(scorer, "UnsupportedShape")
          .withArgs(...args);
        await expect(scorer.gasBound(changed, 3))
          .to.be.revertedWithCustomError(scorer, "UnsupportedShape")
          .withArgs(...args);
      });
  });
});
