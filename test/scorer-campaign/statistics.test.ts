import { expect } from "chai";

import { logarithm } from "../../scripts/scorer/campaign/logarithm.ts";
import { accuracy } from "../../scripts/scorer/statistics/accuracy.ts";
import { answersByLabel } from "../../scripts/scorer/statistics/answersByLabel.ts";
import { fleissKappa } from "../../scripts/scorer/statistics/fleissKappa.ts";
import { intervalAlpha } from "../../scripts/scorer/statistics/intervalAlpha.ts";
import { kappaOf } from "../../scripts/scorer/statistics/kappaOf.ts";
import { meanErrors } from "../../scripts/scorer/statistics/meanErrors.ts";
import { nominalAlpha } from "../../scripts/scorer/statistics/nominalAlpha.ts";
import { categoricalIndex, numericIndex, type Row } from "./support/indexOf.ts";
import { expectNear } from "../support/expectNear.ts";

describe("statistics", () => {
  describe("Krippendorff's alpha", () => {
    // Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", example C: four observers, twelve units, gaps.
    const units = [
      [1, 1, NaN, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
      [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [NaN, 5, 5, 5], [NaN, NaN, 1, 1], [NaN, 3, NaN, NaN],
    ]; // prettier-ignore
    const rows = units.flatMap((unit, item) =>
      unit.flatMap((value, worker): Row[] => (Number.isNaN(value) ? [] : [[item, worker, value]])),
    );

    it("is 0.743 for the published nominal example", () => {
      expectNear(nominalAlpha(categoricalIndex(rows)), 0.743, 0.0005);
    });

    it("is 0.849 for the published interval example", () => {
      expectNear(intervalAlpha(numericIndex(rows)), 0.849, 0.0005);
    });

    it("is no number without two answers to one item, and 1 when all are the same", () => {
      expect(nominalAlpha(categoricalIndex([[0, 0, 1]]))).to.be.NaN;
      expect(intervalAlpha(numericIndex([[0, 0, 1]]))).to.be.NaN;
      expect(nominalAlpha(categoricalIndex([[0, 0, 1], [0, 1, 1]]))).to.equal(1); // prettier-ignore
      expect(intervalAlpha(numericIndex([[0, 0, 2.5], [0, 1, 2.5]]))).to.equal(1); // prettier-ignore
    });
  });

  describe("Fleiss' kappa", () => {
    // The worked example of Wikipedia's article "Fleiss' kappa": ten subjects, fourteen raters, five categories.
    const table = [
      [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]; // prettier-ignore
    const rows = table.flatMap((counts, item) => {
      const answers = counts.flatMap((count, category) => new Array<number>(count).fill(category));
      return answers.map((category, rater): Row => [item, rater, category]);
    });

    it("is 0.210 for the published example", () => {
      expectNear(fleissKappa(categoricalIndex(rows)), 0.21, 0.0005);
    });

    it("leaves out items with a single answer, and is 1 when all answers are the same", () => {
      expect(fleissKappa(categoricalIndex([...rows, [10, 0, 0]]))).to.equal(fleissKappa(categoricalIndex(rows)));
      expect(fleissKappa(categoricalIndex([[0, 0, 0]]))).to.be.NaN;
      expect(fleissKappa(categoricalIndex([[0, 0, 0], [0, 1, 0]]))).to.equal(1); // prettier-ignore
    });
  });

  describe("Cohen's kappa", () => {
    it("is 0.4 for the textbook table of two readers and fifty proposals", () => {
      // Observed agreement 35/50, expected 0.5: the worked example of Wikipedia's article "Cohen's kappa".
      expectNear(kappaOf([20, 5, 10, 15], 2), 0.4, 1e-12);
    });
  });

  describe("accuracy", () => {
    it("counts a tie of n at 1/n, if the known class is in it", () => {
      const ties = new Map([[1, [0, 2]], [2, [0, 1, 2]], [3, [1, 2]]]); // prettier-ignore
      const truth = new Map([[0, 1], [1, 2], [2, 0], [3, 0], [4, 0]]); // prettier-ignore
      expectNear(accuracy({ label: [1, 0, 0, 1, 2], ties }, truth), (1 + 1 / 2 + 1 / 3) / 5, 1e-12);
    });

    it("counts a class that nobody answered as missed", () => {
      expect(accuracy({ label: [0], ties: new Map() }, new Map([[0, -1]]))).to.equal(0);
    });
  });

  describe("errors", () => {
    it("are mean absolute and root mean squared", () => {
      expect(meanErrors([1, 5, 9], new Map([[0, 4], [2, 5]]))).to.deep.equal({ mae: 3.5, rmse: Math.sqrt(12.5) }); // prettier-ignore
    });
  });

  describe("answers by label", () => {
    it("counts what was answered to the items of each label", () => {
      const index = categoricalIndex([[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1], [2, 0, 0]]); // prettier-ignore
      expect(answersByLabel(index, [0, 1, 0])).to.deep.equal([[2, 1], [0, 2]]); // prettier-ignore
    });
  });

  describe("logarithm", () => {
    it("agrees with the library's to fifteen digits", () => {
      for (let power = -300; power <= 300; power += 7) {
        const x = 1.37 * Number(`1e${power}`);
        expectNear(logarithm(x), Math.log(x), 4e-13);
        expectNear(logarithm(1 + x / 1e301), Math.log1p(x / 1e301), 1e-15);
      }
      expect(logarithm(1)).to.equal(0);
    });
  });
});
