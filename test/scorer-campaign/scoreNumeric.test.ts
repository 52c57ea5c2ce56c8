import { expect } from "chai";

import { outlierBound } from "../../scripts/scorer/campaign/outlierBound.ts";
import { scoreNumeric } from "../../scripts/scorer/campaign/scoreNumeric.ts";
import { meanErrors } from "../../scripts/scorer/statistics/meanErrors.ts";
import { numericIndex, type Row } from "./support/indexOf.ts";
import { randomNumbers } from "./support/randomNumbers.ts";
import { expectNear } from "../support/expectNear.ts";

// given careful and careless workers, it comes closer than mean and median
// given absurd values, it is not moved
// given another unit, it gives the same values in that unit
describe("scoreNumeric", () => {
  /** 60 items of value 10·item; worker w errs by up to 1 + 4w. */
  function answers(seed: number): Row[] {
    const random = randomNumbers(seed);
    const rows: Row[] = [];
    for (let item = 0; item < 60; item++)
      for (let worker = 0; worker < 8; worker++)
        rows.push([item, worker, 10 * item + (random() + random() - 1) * (1 + 4 * worker)]);
    return rows;
  }
  const truth = new Map(Array.from({ length: 60 }, (_, item) => [item, 10 * item]));

  it("weighs workers by their care and beats the median", () => {
    for (let seed = 1; seed <= 5; seed++) {
      const rows = answers(seed);
      const medians = Array.from(truth, ([item]) => {
        const own = rows.filter(([i]) => i === item).map(([, , value]) => value);
        own.sort((a, b) => a - b);
        return (own[3] + own[4]) / 2;
      });
      const { estimate, quality } = scoreNumeric(numericIndex(rows));
      expect(meanErrors(estimate, truth).mae).to.be.below(0.8 * meanErrors(medians, truth).mae);
      expect(quality[0]).to.be.greaterThan(3 * quality[7]);
    }
  });

  it("is hardly moved by one absurd value", () => {
    const rows = answers(1);
    const before = scoreNumeric(numericIndex(rows)).estimate;
    const after = scoreNumeric(numericIndex(rows.map(([i, w, v], n) => [i, w, n === 3 ? 1e17 : v]))).estimate;
    expectNear(after[0], before[0], 3);
    for (let item = 1; item < 60; item++) expectNear(after[item], before[item], 1);
  });

  it("gives the same values in any unit", () => {
    const rows = answers(2);
    const before = scoreNumeric(numericIndex(rows)).estimate;
    const after = scoreNumeric(numericIndex(rows.map(([i, w, v]) => [i, w, 4 * v - 100]))).estimate;
    for (let item = 0; item < 60; item++) expectNear(after[item], 4 * before[item] - 100, 1e-8);
  });

  it("takes single and equal answers as they are", () => {
    const { estimate, error } = scoreNumeric(numericIndex([[0, 0, 7], [1, 0, 5], [1, 1, 5], [1, 2, 5]])); // prettier-ignore
    expect([...estimate]).to.deep.equal([7, 5]);
    expect([...error]).to.deep.equal([0, 0]);
  });

  it("allows more room to more answers", () => {
    expect(outlierBound(1)).to.equal(1.645);
    expect(outlierBound(2)).to.equal(1.96);
    expectNear(outlierBound(3), (1.96 + 2.241) / 2, 1e-12);
    for (let n = 1; n < 3000; n++) expect(outlierBound(n + 1)).to.be.at.least(outlierBound(n));
    expect(outlierBound(1_000_000)).to.equal(3.899);
  });
});
