import { expect } from "chai";
import { network } from "hardhat";

import { packVerdict } from "../../scripts/scorer/fuzz/packVerdict.ts";
import { randomCategorical } from "../../scripts/scorer/fuzz/randomCategorical.ts";
import { randomSource } from "../../scripts/scorer/fuzz/randomSource.ts";
import { scoreCategorical } from "../../scripts/scorer/referee/scoreCategorical.ts";
import type { CategoricalTask } from "../../scripts/scorer/referee/types.ts";

const { ethers, networkHelpers } = await network.create();

describe("CategoricalScorer", () => {
  async function deploy() {
    return { scorer: await ethers.deployContract("CategoricalScorer") };
  }

  async function expectEqual(task: CategoricalTask) {
    const { scorer } = await networkHelpers.loadFixture(deploy);
    const shape = { items: task.items, classes: task.classes, minimum: 0, maximum: 0 };
    const chain = await scorer.score(shape, task.sheets, task.answers, task.gold ?? new Uint8Array());
    const local = scoreCategorical(task);
    expect(chain.labels).to.equal(ethers.hexlify(local.labels));
    expect([...chain.verdicts]).to.deep.equal(local.verdicts.map(packVerdict));
    expect(chain.confidences).to.equal(ethers.hexlify(local.confidences));
  }

  it("equals the TypeScript referee on random matrices", async () => {
    const random = randomSource(1);
    for (let n = 0; n < 200; n++) await expectEqual(randomCategorical(random));
  });
});
