import { expect } from "chai";

import { balanceItems } from "../../scripts/dataset/balanceItems.ts";
import { classWeights } from "../../scripts/dataset/classWeights.ts";
import { indexAnswers } from "../../scripts/dataset/indexAnswers.ts";
import { readAnswers } from "../../scripts/dataset/readAnswers.ts";
import { selectItems } from "../../scripts/dataset/selectItems.ts";
import { trainingLines } from "../../scripts/dataset/trainingLines.ts";
import type { CategoricalIndex } from "../../scripts/scorer/campaign/AnswerIndex.ts";
import { fitCategorical } from "../../scripts/scorer/campaign/fitCategorical.ts";
import { expectNear } from "../support/expectNear.ts";

describe("training data", () => {
  it("asks next about what is least certain", () => {
    expect(selectItems([0.9, 0.5, 0.7, 0.5], 3)).to.deep.equal([1, 3, 2]);
    expect(selectItems([0.9], 5)).to.deep.equal([0]);
    expect(selectItems([0.9], 0)).to.deep.equal([]);
  });

  it("weighs classes so that each adds up to the same", () => {
    const label = [0, 0, 0, 1, 3, 3];
    const weights = classWeights(label, 4);
    expect(weights[2]).to.equal(0);
    for (const k of [0, 1, 3]) {
      expectNear(weights[k] * label.filter((each) => each === k).length, 2, 1e-12);
    }
  });

  it("takes equally many items of each class, the most certain ones", () => {
    expect(balanceItems([0, 0, 1, 0, 1, 3, 3, 3], [0.6, 0.9, 0.8, 0.7, 0.5, 1, 0.9, 0.95], 4)).to.deep.equal([
      1, 2, 3, 4, 5, 7,
    ]);
    expect(balanceItems([], [], 3)).to.deep.equal([]);
  });

  it("writes hard and soft labels", async () => {
    const table = await readAnswers("data/bluebird/answers.csv", { kind: "categorical" });
    const index = { ...indexAnswers(table).index, classes: 2 } as CategoricalIndex;
    const lines = [...trainingLines(table, index, fitCategorical(index))];
    expect(lines).to.have.length(108);
    for (const line of lines) {
      const { label, probabilities } = JSON.parse(line) as { label: string; probabilities: Record<string, number> };
      expectNear(probabilities["0"] + probabilities["1"], 1, 1e-12);
      expect(probabilities[label]).to.be.at.least(0.5);
    }
  });
});
