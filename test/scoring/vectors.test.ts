import { readFileSync } from "node:fs";

import { expect } from "chai";
import { network } from "hardhat";

import { vectorOf } from "../../scripts/scorer/fuzz/writeVectors.ts";
import type { ScoringVector } from "../../scripts/scorer/fuzz/writeVectors.ts";

const { ethers } = await network.create();

const vectors = JSON.parse(
  readFileSync(new URL("../vectors/scoring.json", import.meta.url), "utf8"),
) as ScoringVector[];

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.slice(2), "hex"));
}

function int32(hex: string): Int32Array {
  const data = Buffer.from(hex.slice(2), "hex");
  return Int32Array.from({ length: data.length / 4 }, (_, i) => data.readInt32BE(4 * i));
}

describe("golden vectors of scoring", () => {
  it("are what TypeScript computes", () => {
    for (const vector of vectors) {
      const { items, classes, minimum, maximum } = vector;
      const sheets = bytes(vector.sheets);
      const again =
        classes === 0
          ? vectorOf({ items, minimum, maximum, sheets, answers: int32(vector.answers), gold: int32(vector.gold) })
          : vectorOf({ items, classes, sheets, answers: bytes(vector.answers), gold: bytes(vector.gold) });
      expect(again).to.deep.equal(vector);
    }
  });

  it("are what the contracts compute", async () => {
    const categorical = await ethers.deployContract("CategoricalScorer");
    const numeric = await ethers.deployContract("NumericScorer");
    const harness = await ethers.deployContract("PayHarness");
    for (const vector of vectors) {
      const { items, classes, minimum, maximum, sheets, answers, gold, pay } = vector;
      const scorer = classes === 0 ? numeric : categorical;
      const result = await scorer.score({ items, classes, minimum, maximum }, sheets, answers, gold);
      expect(result.labels).to.equal(vector.labels);
      expect(result.confidences).to.equal(vector.confidences);
      expect(result.verdicts.map(String)).to.deep.equal(vector.verdicts);
      const quota = pay.payouts.filter((_, r) => (bytes(sheets)[r] & 3) === 0).length + 1;
      const terms = { pool: 1_000_007, quota, items, kind: 0, confirmed: true };
      const [payouts, treasury, refund] = await harness.split(terms, sheets, [...result.verdicts]);
      expect({ payouts: payouts.map(String), treasury: String(treasury), refund: String(refund) }).to.deep.equal(pay);
    }
  });
});
