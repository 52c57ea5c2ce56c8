import { expect } from "chai";
import { network } from "hardhat";

import { encodeInt32 } from "../../scripts/scorer/fuzz/encodeInt32.ts";
import { packVerdict } from "../../scripts/scorer/fuzz/packVerdict.ts";
import { randomNumeric } from "../../scripts/scorer/fuzz/randomNumeric.ts";
import { randomSource } from "../../scripts/scorer/fuzz/randomSource.ts";
import { scoreNumeric } from "../../scripts/scorer/referee/scoreNumeric.ts";
import type { NumericTask } from "../../scripts/scorer/referee/types.ts";

const { ethers, networkHelpers } = await network.create();

describe("NumericScorer", () => {
  async function deploy() {
    return { scorer: await ethers.deployContract("NumericScorer") };
  }

  async function expectEqual(task: Required<NumericTask>) {
    const { scorer } = await networkHelpers.loadFixture(deploy);
    const shape = { items: task.items, classes: 0, minimum: task.minimum, maximum: task.maximum };
    const chain = await scorer.score(shape, task.sheets, encodeInt32(task.answers), encodeInt32(task.gold));
    const local = scoreNumeric(task);
    expect(chain.labels).to.equal(ethers.hexlify(encodeInt32(local.labels)));
    expect(chain.confidences).to.equal(ethers.hexlify(local.confidences));
    expect([...chain.verdicts]).to.deep.equal(local.verdicts.map(packVerdict));
  }

  it("equals the TypeScript referee on random matrices", async () => {
    const random = randomSource(2);
    for (let n = 0; n < 150; n++) await expectEqual(randomNumeric(random));
  });
});
