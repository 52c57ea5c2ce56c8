import { expect } from "chai";
import { network } from "hardhat";

import { expectedOutput } from "../../scripts/scorer/fuzz/expectedOutput.ts";
import { randomCategorical } from "../../scripts/scorer/fuzz/randomCategorical.ts";
import { randomSource } from "../../scripts/scorer/fuzz/randomSource.ts";
import { scoreCall } from "../../scripts/scorer/fuzz/scoreCall.ts";

// ConfusionScorer
//   on two classes: equals what CategoricalScorer does without matrices
//   on more: is what CategoricalScorer asks, for the score and for its bound

const { ethers, networkHelpers } = await network.create();

describe("ConfusionScorer", () => {
  async function deploy() {
    const scorer = await ethers.deployContract("CategoricalScorer");
    return { scorer: scorer.target, confusion: await scorer.CONFUSION() };
  }

  const call = (to: unknown, data: string): Promise<unknown> =>
    ethers.provider.send("eth_call", [{ to, data }, "latest"]);

  for (const [name, limits] of [
    ["few items", { maxItems: 40 }],
    ["half a block of items", { maxRows: 40, maxItems: 128 }],
    ["several blocks of items", { maxItems: 600 }],
    ["whole words", { rows: 9, items: 64 }],
    ["a whole block", { rows: 6, items: 256 }],
  ] as const)
    it(`scores two classes as CategoricalScorer does, given ${name}`, async () => {
      const { scorer, confusion } = await networkHelpers.loadFixture(deploy);
      const random = randomSource(17);
      for (let n = 0; n < 25; n++) {
        const task = randomCategorical(random, { ...limits, classes: 2 });
        const output = await call(scorer, scoreCall(task));
        expect(output, `matrix ${n}`).to.equal(await call(confusion, scoreCall(task)));
        expect(output, `matrix ${n}`).to.equal(expectedOutput(task));
      }
    });

  it("is what CategoricalScorer asks for three to eight classes", async () => {
    const { scorer, confusion } = await networkHelpers.loadFixture(deploy);
    const bounds = new ethers.Interface([
      "function gasBound((uint16 items, uint8 classes, int32 minimum, int32 maximum) shape, uint256 rows)",
    ]);
    for (let classes = 3; classes <= 8; classes++) {
      const task = scoreCall(randomCategorical(randomSource(classes), { classes, rows: 5 }));
      expect(await call(scorer, task)).to.equal(await call(confusion, task));
      const bound = bounds.encodeFunctionData("gasBound", [[30, classes, 0, 0], 5]);
      expect(await call(scorer, bound)).to.equal(await call(confusion, bound));
    }
  });
});
