import { expect } from "chai";
import { network } from "hardhat";

import { encodeInt32 } from "../../scripts/scorer/fuzz/encodeInt32.ts";
import { expectedOutput } from "../../scripts/scorer/fuzz/expectedOutput.ts";
import { randomNumeric } from "../../scripts/scorer/fuzz/randomNumeric.ts";
import { randomSource, type Random } from "../../scripts/scorer/fuzz/randomSource.ts";
import { scoreCall } from "../../scripts/scorer/fuzz/scoreCall.ts";
import { SKIPPED } from "../../scripts/scorer/referee/constants.ts";
import { scoreNumeric } from "../../scripts/scorer/referee/scoreNumeric.ts";
import type { NumericTask } from "../../scripts/scorer/referee/types.ts";

// NumericScorer
//   on random matrices: equals TypeScript
//   on random, equal, copied, wild and skipped answers: stays within its gas bound
//   given wild values, gold, one row, no answers: defined
//   given lengths that contradict the shape, or a shape that cannot be scored: reverts

const { ethers, networkHelpers } = await network.create();

describe("NumericScorer", () => {
  async function deploy() {
    return { scorer: await ethers.deployContract("NumericScorer") };
  }

  async function expectEqual(task: NumericTask, name = "matrix") {
    const { scorer } = await networkHelpers.loadFixture(deploy);
    const to = await scorer.getAddress();
    const output: unknown = await ethers.provider.send("eth_call", [{ to, data: scoreCall(task) }, "latest"]);
    expect(output, name).to.equal(expectedOutput(task));
  }

  const task = (answers: number[], rows: number, changes: Partial<NumericTask> = {}): NumericTask => ({
    items: answers.length / rows,
    minimum: -1000,
    maximum: 1000,
    sheets: new Uint8Array(rows),
    answers: Int32Array.from(answers),
    ...changes,
  });

  it("equals TypeScript on random matrices", async () => {
    const random = randomSource(2);
    for (let n = 0; n < 150; n++) await expectEqual(randomNumeric(random), `matrix ${n}`);
  });

  it("is not moved by one wild answer among four", async () => {
    const wild = task([10, 20, 30, 11, 19, 31, 10, 21, 29, 1000, -1000, 1000], 4);
    scoreNumeric(wild).labels.forEach((label, i) => expect(label).to.be.closeTo(10 * (i + 1), 1));
    await expectEqual(wild);
  });

  it("treats values outside of the bounds as skipped", async () => {
    const bounded = task([5, 1001, -1001, SKIPPED], 2);
    expect([...scoreNumeric(bounded).labels]).to.deep.equal([5, SKIPPED]);
    await expectEqual(bounded);
  });

  it("keeps gold values and judges nobody by them", async () => {
    const known = task([5, 8, 5, 8, 5, 8], 3, { gold: Int32Array.of(-7, SKIPPED) });
    const { labels, confidences, verdicts } = scoreNumeric(known);
    expect([...labels]).to.deep.equal([-7, 8]);
    expect(confidences[0]).to.equal(255);
    expect(verdicts[0]).to.deep.equal({ quality: 65535, answered: 2, copies: 1, valid: true });
    await expectEqual(known);
  });

  it("takes the values of a single row, which nobody can confirm", async () => {
    const alone = task([3, SKIPPED, -4], 1);
    const { labels, verdicts } = scoreNumeric(alone);
    expect([...labels]).to.deep.equal([3, SKIPPED, -4]);
    expect(verdicts[0].valid).to.equal(false);
    await expectEqual(alone);
  });

  it("scores no rows and the widest bounds", async () => {
    await expectEqual(task([], 1, { items: 2, sheets: new Uint8Array(), minimum: 0, maximum: 1 }));
    const extremes = [SKIPPED + 1, 2147483647, 2147483647, SKIPPED + 1, 0, -1];
    await expectEqual(task(extremes, 3, { minimum: SKIPPED + 1, maximum: 2147483647 }));
  });

  it("bounds the mean that a copied sheet leaves of an item that its cluster alone answered", async () => {
    const [rows, items] = [5, 70];
    const random = randomSource(7);
    const truth = Array.from({ length: items }, () => random(1 << 30));
    const answers = Array.from({ length: rows * items }, (_, x) => truth[x % items] + random(1 << 20));
    for (let i = 0; i < items; i++) answers[items + i] = answers[i];
    answers[2 * items - 2] += 5_000;
    for (let r = 0; r < rows; r++) answers[(r + 1) * items - 1] = SKIPPED + r * (r < 2 ? 0xffffffff : 0);
    answers[items - 1]++;
    const extreme = task(answers, rows, { minimum: SKIPPED + 1, maximum: 2147483647 });
    expect(scoreNumeric(extreme).verdicts.map(({ copies }) => copies)).to.deep.equal([2, 2, 1, 1, 1]);
    await expectEqual(extreme);
  });

  it("equals TypeScript on tall and on wide matrices", async () => {
    const random = randomSource(5);
    for (const [rows, items] of [
      [1, 9],
      [2, 8],
      [33, 7],
      [17, 33],
      [5, 100],
      [4, 520],
      [255, 1],
    ])
      for (let n = 0; n < 3; n++) await expectEqual(randomNumeric(random, { rows, items }), `${rows} × ${items}, ${n}`);
  });

  it("scores equal values, and nothing but skips", async () => {
    for (const rows of [1, 2, 3, 5]) {
      await expectEqual(task(new Array<number>(rows * 9).fill(7), rows));
      await expectEqual(task(new Array<number>(rows * 9).fill(SKIPPED), rows));
    }
  });

  /** Answers by name of the content: that of row r to item i. */
  const contents: Record<string, (random: Random, r: number, i: number) => number> = {
    "random answers": (random) => random(2001) - 1000,
    "one answer": () => 7,
    "three sheets and their copies": (random, r, i) =>
      random(60) === 0 ? random(2001) - 1000 : (((r % 3) * 7919 + i * 104729) % 2001) - 1000,
    "even numbers near each other": (random, r, i) => 2 * (((i * 77) % 400) - random(3) * (r % 3)),
    "a common answer and few others": (random) => (random(100) < 14 ? random(2001) - 1000 : 5),
    "wild rows": (random, r) => (r % 3 < 2 ? 5 : random(2) === 0 ? 1000 : -1000),
    "every other answer": (random) => (random(2) === 0 ? SKIPPED : random(2001) - 1000),
    "an answer in eight": (random) => (random(8) > 0 ? SKIPPED : random(2001) - 1000),
  };

  for (const [name, content] of Object.entries(contents))
    it(`stays within its gas bound, given ${name}`, async () => {
      const { scorer } = await networkHelpers.loadFixture(deploy);
      const to = await scorer.getAddress();
      const random = randomSource(4);
      for (const [rows, items] of [
        [3, 40],
        [20, 30],
        [40, 20],
        [5, 150],
        [60, 9],
        [3, 300],
      ]) {
        const answers = Array.from({ length: rows * items }, (_, x) =>
          content(random, Math.floor(x / items), x % items),
        );
        const data = scoreCall(task(answers, rows));
        const bound = await scorer.gasBound({ items, classes: 0, minimum: -1000, maximum: 1000 }, rows);
        const paid = ethers.getBytes(data).reduce((sum, byte) => sum + (byte === 0 ? 4 : 16), 21_000);
        const gas = (await ethers.provider.estimateGas({ to, data })) - BigInt(paid);
        expect(gas <= bound, `${rows} × ${items}: ${gas} > ${bound}`).to.equal(true);
      }
    });

  it("has a bound that counts rows, items and compared rows", async () => {
    const { scorer } = await networkHelpers.loadFixture(deploy);
    for (const items of [1, 31, 32, 33, 300])
      for (const rows of [0, 1, 2, 255]) {
        const compared = ((rows * (rows - 1)) / 2) * (1_500 + 650 * Math.ceil(items / 32));
        const expected = 60_000 + 10_000 * rows + 1_600 * rows * items + 7_000 * items + compared;
        const bound: bigint = await scorer.gasBound({ items, classes: 0, minimum: 0, maximum: 9 }, rows);
        expect(bound).to.equal(BigInt(expected));
      }
  });

  it("reverts on lengths that contradict the shape", async () => {
    const { scorer } = await networkHelpers.loadFixture(deploy);
    const shape = { items: 2, classes: 0, minimum: 0, maximum: 9 };
    const row = encodeInt32(Int32Array.of(1, 2));
    await expect(scorer.score(shape, new Uint8Array(2), row, new Uint8Array()))
      .to.be.revertedWithCustomError(scorer, "MatrixSizeMismatch")
      .withArgs(2, 16, 8);
    await expect(scorer.score(shape, new Uint8Array(1), row, row.slice(1)))
      .to.be.revertedWithCustomError(scorer, "MatrixSizeMismatch")
      .withArgs(1, 8, 7);
  });

  for (const [name, change] of [
    ["classes", { classes: 2 }],
    ["no items", { items: 0 }],
    ["equal bounds", { maximum: 0 }],
    ["the skipped value as a bound", { minimum: SKIPPED }],
  ] as const)
    it(`reverts on a shape with ${name}`, async () => {
      const { scorer } = await networkHelpers.loadFixture(deploy);
      const shape = { items: 2, classes: 0, minimum: 0, maximum: 9, ...change };
      const none = new Uint8Array();
      await expect(scorer.score(shape, none, none, none))
        .to.be.revertedWithCustomError(scorer, "UnsupportedShape")
        .withArgs(shape.items, shape.classes, shape.minimum, shape.maximum);
    });
});
