import { expect } from "chai";

import { randomCategorical } from "../../scripts/scorer/fuzz/randomCategorical.ts";
import { randomNumeric } from "../../scripts/scorer/fuzz/randomNumeric.ts";
import { randomSource } from "../../scripts/scorer/fuzz/randomSource.ts";
import { scoreCategorical } from "../../scripts/scorer/referee/scoreCategorical.ts";
import { scoreNumeric } from "../../scripts/scorer/referee/scoreNumeric.ts";
import { blind, crowd, honest, payOf } from "./support/crowd.ts";

// the consensus
//   a sheet that does not look: earns at most 1% of a place; a constant one nothing
//   an honest sheet: is rarely thrown out, also with few answers
//   a group that shares one random answer per item: does not take the labels over, and is paid once
//   wrong gold on 20% of the items, and a model row for it: moves pay by a bounded amount
//   the order of rows: does not matter

const seeds = Array.from({ length: 400 }, (_, seed) => randomSource(7919 * seed + 1));

function mean(values: number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

describe("the consensus", () => {
  describe("given a sheet that does not look at the items", () => {
    for (const [items, classes, rows] of [
      [24, 2, 6],
      [50, 2, 6],
      [108, 2, 10],
      [20, 4, 6],
      [40, 12, 5],
    ])
      it(`expects at most 1% of a place among ${rows} sheets of ${items} items in ${classes} classes`, () => {
        const pay = seeds.map((random) => {
          const others = Array.from({ length: rows - 1 }, () => honest(random, classes, 88));
          return payOf(crowd(random, items, classes, [blind(random, classes), ...others]))[0];
        });
        expect(mean(pay)).to.be.at.most(0.01);
      });

    it("pays a constant answerer nothing", () => {
      const pay = seeds.slice(0, 50).map((random) => {
        const others = Array.from({ length: 5 }, () => honest(random, 3, 85));
        return payOf(crowd(random, 60, 3, [() => 2, ...others]))[0];
      });
      expect(Math.max(...pay)).to.equal(0);
    });
  });

  describe("given an honest sheet", () => {
    for (const [answered, least] of [
      [10, 0.9],
      [20, 0.97],
      [100, 0.99],
    ])
      it(`finds at least ${100 * least}% valid with ${answered} of 100 answers, right nine times in ten`, () => {
        const valid = seeds.slice(0, 150).map((random) => {
          const others = Array.from({ length: 9 }, () => honest(random, 2, 90));
          const own = honest(random, 2, 90);
          const sheet = (truth: number, item: number): number => (item < answered ? own(truth, item) : 0);
          return scoreCategorical(crowd(random, 100, 2, [sheet, ...others])).verdicts[0].valid ? 1 : 0;
        });
        expect(mean(valid)).to.be.at.least(least);
      });

    it("never merges honest sheets, however good", () => {
      for (const random of seeds.slice(0, 40)) {
        const sheets = Array.from({ length: 10 }, () => honest(random, 2, 97));
        for (const { copies } of scoreCategorical(crowd(random, 100, 2, sheets)).verdicts) expect(copies).to.equal(1);
      }
    });
  });

  describe("given four of ten sheets that share one random answer per item", () => {
    const tasks = seeds.slice(0, 40).map((random) => {
      const shared = Array.from({ length: 100 }, () => 1 + random(3));
      const others = Array.from({ length: 6 }, () => honest(random, 3, 75));
      return crowd(random, 100, 3, [
        ...Array.from({ length: 4 }, () => (_: number, i: number) => shared[i]),
        ...others,
      ]);
    });

    it("finds the group and labels as if it had one sheet", () => {
      let merged = 0;
      const accuracy = tasks.map((task) => {
        const { labels, verdicts } = scoreCategorical(task);
        expect(verdicts.slice(0, 4).map(({ copies }) => copies)).to.deep.equal([4, 4, 4, 4]);
        merged += verdicts.slice(4).filter(({ copies }) => copies > 1).length;
        return mean(task.truth.map((truth, i) => (labels[i] === truth ? 1 : 0)));
      });
      expect(mean(accuracy)).to.be.at.least(0.93);
      expect(merged / (6 * tasks.length)).to.be.at.most(0.02);
    });

    it("pays the group less than one place in all", () => {
      const pay = tasks.map((task) =>
        payOf(task)
          .slice(0, 4)
          .reduce((a, b) => a + b),
      );
      expect(Math.max(...pay)).to.be.at.most(1);
    });
  });

  describe("given a requester who lies in 20% of the gold, with a model row and a sheet that tell the same lies", () => {
    it("moves the pay of an honest sheet by at most a tenth of a place", () => {
      const moved = seeds.slice(0, 60).map((random) => {
        const others = Array.from({ length: 7 }, () => honest(random, 2, 85));
        const lie = (truth: number, i: number): number => (i < 20 ? 3 - truth : truth);
        const fair = crowd(random, 100, 2, [honest(random, 2, 85), honest(random, 2, 60), ...others]);
        const bent = { ...fair, sheets: Uint8Array.of(0, 2, 0, 0, 0, 0, 0, 0, 0), answers: fair.answers.slice() };
        bent.answers.set(fair.truth.map(lie), 100);
        const gold = Uint8Array.from(fair.truth, (truth, i) => (i < 20 ? lie(truth, i) : 0));
        const before = payOf(fair).slice(2);
        const after = payOf({ ...bent, gold }).slice(2);
        return Math.abs(mean(after) - mean(before));
      });
      expect(mean(moved)).to.be.at.most(0.1);
    });
  });

  it("does not depend on the order of rows", () => {
    for (const random of seeds.slice(0, 60)) {
      const task = randomCategorical(random);
      const order = Array.from(task.sheets, (_, r) => r).sort(() => random(3) - 1);
      const answers = Uint8Array.from(
        order.flatMap((r) => [...task.answers.subarray(r * task.items, (r + 1) * task.items)]),
      );
      const before = scoreCategorical(task);
      const after = scoreCategorical({ ...task, answers, sheets: Uint8Array.from(order, (r) => task.sheets[r]) });
      expect(after.labels).to.deep.equal(before.labels);
      expect(after.confidences).to.deep.equal(before.confidences);
      expect(after.verdicts).to.deep.equal(order.map((r) => before.verdicts[r]));
    }
  });

  it("does not depend on the order of rows of numbers", () => {
    for (const random of seeds.slice(0, 60)) {
      const task = randomNumeric(random);
      const order = Array.from(task.sheets, (_, r) => r).reverse();
      const answers = Int32Array.from(
        order.flatMap((r) => [...task.answers.subarray(r * task.items, (r + 1) * task.items)]),
      );
      const before = scoreNumeric(task);
      const after = scoreNumeric({ ...task, answers, sheets: Uint8Array.from(order, (r) => task.sheets[r]) });
      expect(after.labels).to.deep.equal(before.labels);
      expect(after.verdicts).to.deep.equal(order.map((r) => before.verdicts[r]));
    }
  });
});
