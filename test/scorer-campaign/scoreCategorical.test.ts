import { expect } from "chai";

import { scoreCategorical } from "../../scripts/scorer/campaign/scoreCategorical.ts";
import { accuracy } from "../../scripts/scorer/statistics/accuracy.ts";
import { bluebird } from "./support/bluebird.ts";
import { categoricalIndex, type Row } from "./support/indexOf.ts";
import { randomNumbers } from "./support/randomNumbers.ts";
import { expectNear } from "../support/expectNear.ts";

// given a data set
//   when it is real and honest
//     it finds far more labels than the majority, whatever the order of ids and classes
//     it lets everybody vote
//   when 30% of the workers share one random answer per item
//     it finds them and keeps the accuracy
//   when 30% of the workers answer at random
//     it keeps the accuracy
//   when it is degenerate
//     it labels what there is
describe("scoreCategorical", () => {
  function shuffled(count: number, random: () => number): number[] {
    const order = Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  /** Replaces the answers of 30% of the workers. */
  function attacked(rows: Row[], seed: number, answerOf: (item: number, random: () => number) => number) {
    const random = randomNumbers(seed);
    const workers = Math.max(...rows.map(([, worker]) => worker)) + 1;
    const bad = new Set(shuffled(workers, random).slice(0, Math.round(0.3 * workers)));
    const changed = rows.map(([item, worker, value]): Row => {
      return bad.has(worker) ? [item, worker, answerOf(item, random)] : [item, worker, value];
    });
    return { changed, bad };
  }

  function majority(rows: Row[], truth: Map<number, number>): number {
    const votes = new Map<number, number>();
    for (const [item, , value] of rows) votes.set(item, (votes.get(item) ?? 0) + (value === 1 ? 1 : -1));
    const label = Array.from(truth, (_, item) => ((votes.get(item) ?? 0) > 0 ? 1 : 0));
    return accuracy({ label, ties: new Map() }, truth);
  }

  describe("given honest answers", () => {
    it("finds 90% of bluebird's labels, where the majority finds 76%", async () => {
      const { rows, truth } = await bluebird();
      expectNear(majority(rows, truth), 0.76, 0.01);
      expect(accuracy(scoreCategorical(categoricalIndex(rows)), truth)).to.be.at.least(0.9);
    });

    it("lets every worker vote", async () => {
      const { rows } = await bluebird();
      const { voter } = scoreCategorical(categoricalIndex(rows));
      expect([...voter]).to.deep.equal([...voter.keys()]);
    });

    it("gives the same labels when items, workers and classes are renumbered", async () => {
      const { rows } = await bluebird();
      const { label, confidence } = scoreCategorical(categoricalIndex(rows));
      const random = randomNumbers(5);
      const [items, workers] = [shuffled(108, random), shuffled(39, random)];
      const renumbered = rows.map(([item, worker, value]): Row => [items[item], workers[worker], 1 - value]);
      const again = scoreCategorical(categoricalIndex(renumbered));
      for (let item = 0; item < 108; item++) {
        expect(again.label[items[item]]).to.equal(1 - label[item]);
        expectNear(again.confidence[items[item]], confidence[item], 1e-5);
      }
    });

    it("gives the same bits on any number of threads, with copies and cliques and without", async () => {
      const { rows } = await bluebird();
      const random = randomNumbers(7);
      const shared = Array.from({ length: 108 }, () => (random() < 0.5 ? 1 : 0));
      const clique = attacked(rows, 1, (item) => shared[item]).changed;
      const copied: Row[] = [];
      for (let item = 0; item < 100; item++) {
        const answers = Array.from({ length: 8 }, () => (random() < 0.6 ? item % 4 : Math.floor(random() * 4)));
        [...answers, answers[2]].forEach((value, worker) => copied.push([item, worker, value]));
      }
      for (const [each, voters] of [
        [rows, 39],
        [clique, 28],
        [copied, 8],
      ] as const) {
        const index = categoricalIndex([...each]);
        const [one, three] = [scoreCategorical(index, { threads: 1 }), scoreCategorical(index, { threads: 3 })];
        expect(new Set(one.voter)).to.have.lengthOf(voters);
        expect(three).to.deep.equal(one);
      }
    });

    it("thinks better of workers who are right more often", () => {
      const random = randomNumbers(3);
      const rows: Row[] = [];
      for (let item = 0; item < 200; item++)
        for (let worker = 0; worker < 9; worker++) {
          const right = random() < 0.5 + 0.05 * worker;
          rows.push([item, worker, right ? item % 3 : Math.floor(random() * 3)]);
        }
      const { quality } = scoreCategorical(categoricalIndex(rows));
      expect(quality[8]).to.be.greaterThan(quality[4]);
      expect(quality[4]).to.be.greaterThan(quality[0]);
    });
  });

  describe("given that 30% of the workers cheat", () => {
    for (const seed of [1, 2, 3]) {
      it(`sees through one random answer per item that they share (seed ${seed})`, async () => {
        const { rows, truth } = await bluebird();
        const random = randomNumbers(100 + seed);
        const shared = Array.from({ length: 108 }, () => (random() < 0.5 ? 1 : 0));
        const { changed, bad } = attacked(rows, seed, (item) => shared[item]);
        const { label, ties, voter } = scoreCategorical(categoricalIndex(changed));
        expect(accuracy({ label, ties }, truth)).to.be.at.least(0.8);
        const first = Math.min(...bad);
        for (const worker of bad) expect(voter[worker]).to.equal(voter[first]);
        expect(majority(changed, truth)).to.be.below(0.72);
      });

      it(`sees through the same with a fifth of it changed (seed ${seed})`, async () => {
        const { rows, truth } = await bluebird();
        const random = randomNumbers(100 + seed);
        const shared = Array.from({ length: 108 }, () => (random() < 0.5 ? 1 : 0));
        const { changed } = attacked(rows, seed, (item, own) => {
          if (own() < 0.2) return own() < 0.5 ? 1 : 0;
          return shared[item];
        });
        expect(accuracy(scoreCategorical(categoricalIndex(changed)), truth)).to.be.at.least(0.8);
      });

      it(`sees through random answers (seed ${seed})`, async () => {
        const { rows, truth } = await bluebird();
        const { changed } = attacked(rows, seed, (_, random) => (random() < 0.5 ? 1 : 0));
        expect(accuracy(scoreCategorical(categoricalIndex(changed)), truth)).to.be.at.least(0.83);
      });
    }
  });

  describe("given gold", () => {
    it("labels known items as known", async () => {
      const { rows, truth } = await bluebird();
      const known = new Int32Array(108).fill(-1);
      for (const item of [0, 5, 50]) known[item] = 1 - (truth.get(item) ?? 0);
      const { label, confidence } = scoreCategorical({ ...categoricalIndex(rows), known });
      for (const item of [0, 5, 50]) expect([label[item], confidence[item]]).to.deep.equal([known[item], 1]);
    });

    it("tells the honest from a clique of six in ten workers, which numbers cannot", () => {
      const random = randomNumbers(4);
      const rows: Row[] = [];
      for (let item = 0; item < 300; item++) {
        const shared = Math.floor(random() * 4);
        for (let worker = 0; worker < 20; worker++) {
          const honest = random() < 0.7 ? item % 4 : Math.floor(random() * 4);
          rows.push([item, worker, worker >= 12 ? honest : random() < 0.1 ? honest : shared]);
        }
      }
      const truth = new Map(Array.from({ length: 300 }, (_, item) => [item, item % 4]));
      const known = Int32Array.from({ length: 300 }, (_, item) => (item % 10 === 0 ? item % 4 : -1));
      const index = categoricalIndex(rows);
      expect(accuracy(scoreCategorical(index), truth)).to.be.below(0.5);
      expect(accuracy(scoreCategorical({ ...index, known }), truth)).to.be.at.least(0.9);
    });
  });

  describe("given little to go by", () => {
    it("takes a single answer", () => {
      const { label, confidence } = scoreCategorical(categoricalIndex([[0, 0, 1]]));
      expect([...label]).to.deep.equal([1]);
      expect(confidence[0]).to.be.greaterThan(0.5);
    });

    it("is certain when there is one class only", () => {
      const { label, confidence } = scoreCategorical(categoricalIndex([[0, 0, 0], [0, 1, 0], [1, 0, 0]])); // prettier-ignore
      expect([...label, ...confidence]).to.deep.equal([0, 0, 1, 1]);
    });

    it("reports all classes that are equally probable", () => {
      const { ties } = scoreCategorical(categoricalIndex([[0, 0, 0], [0, 1, 1]])); // prettier-ignore
      expect([...ties]).to.deep.equal([[0, [0, 1]]]);
    });

    it("labels among thousands of classes by one number per worker", () => {
      const random = randomNumbers(9);
      const rows: Row[] = [];
      const truth = new Map<number, number>();
      for (let item = 0; item < 600; item++) {
        truth.set(item, Math.floor(random() * 3000));
        for (let worker = 0; worker < 10; worker++) {
          const right = random() < 0.05 + 0.08 * worker;
          rows.push([item, worker, right ? (truth.get(item) ?? 0) : Math.floor(random() * 3000)]);
        }
      }
      const { label, ties, quality, confidence } = scoreCategorical(categoricalIndex(rows, 3000));
      expect(accuracy({ label, ties }, truth)).to.be.at.least(0.95);
      expect(quality[9]).to.be.greaterThan(quality[1]);
      for (const sure of confidence) expect(sure).to.be.within(0, 1);
    });

    it("stays finite with thousands of answers to one item", () => {
      const rows = Array.from({ length: 5000 }, (_, worker): Row => [0, worker, worker % 3 === 0 ? 1 : 0]);
      const { label, confidence } = scoreCategorical(categoricalIndex(rows));
      expect(label[0]).to.equal(0);
      expect(confidence[0]).to.be.within(0.5, 1);
    });
  });
});
