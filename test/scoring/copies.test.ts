import { expect } from "chai";
import { network } from "hardhat";

import { expectedOutput } from "../../scripts/scorer/fuzz/expectedOutput.ts";
import { randomSource, type Random } from "../../scripts/scorer/fuzz/randomSource.ts";
import { scoreCall } from "../../scripts/scorer/fuzz/scoreCall.ts";
import { SKIPPED } from "../../scripts/scorer/referee/constants.ts";
import { scoreCategorical } from "../../scripts/scorer/referee/scoreCategorical.ts";
import { scoreNumeric } from "../../scripts/scorer/referee/scoreNumeric.ts";
import type { CategoricalTask, NumericTask } from "../../scripts/scorer/referee/types.ts";

// Copied sheets
//   that differ from their originals in as many answers as a copy may, or in one more: found or not as in TypeScript
//   in every kind of task, over one block of items and several

const { ethers, networkHelpers } = await network.create();

const ITEMS = [7, 8, 10, 14, 24, 31, 33, 60, 129, 256, 257, 300];
type Task = CategoricalTask | NumericTask;

const SPREAD = 1_000_000;

describe("copied sheets", () => {
  async function deploy() {
    return {
      categorical: await ethers.deployContract("CategoricalScorer"),
      numeric: await ethers.deployContract("NumericScorer"),
    };
  }

  /** Independent rows of answers from 1 on, of which two follow others but for `own` answers of their own. */
  function drawAnswers(random: Random, items: number, answers: number, own: number): number[][] {
    const rows = Array.from({ length: 6 }, () => Array.from({ length: items }, () => 1 + random(answers)));
    const order = Array.from({ length: items }, (_, i) => i);
    for (const [original, copy] of [
      [0, 4],
      [3, 1],
    ]) {
      for (let i = items - 1; i > 0; i--) {
        const j = random(i + 1);
        [order[i], order[j]] = [order[j], order[i]];
      }
      rows[copy] = [...rows[original]];
      // One more is another class, and an odd distance of numbers.
      for (const i of order.slice(0, own)) rows[copy][i] = 1 + (rows[copy][i] % answers);
    }
    return rows;
  }

  function drawTask(random: Random, classes: number, items: number, own: number, skips: number): Task {
    const rows = drawAnswers(random, items, classes === 0 ? SPREAD : classes, own);
    const skipped = classes === 0 ? SKIPPED : 0;
    const answers = rows.flat().map((answer) => (random(100) < skips ? skipped : answer));
    const sheets = new Uint8Array(rows.length);
    return classes === 0
      ? { items, minimum: 1, maximum: SPREAD, sheets, answers: Int32Array.from(answers) }
      : { items, classes, sheets, answers: Uint8Array.from(answers) };
  }

  for (const classes of [2, 3, 8, 9, 254, 0])
    it(`are told from others like in TypeScript, given ${classes === 0 ? "numbers" : `${classes} classes`}`, async () => {
      const { categorical, numeric } = await networkHelpers.loadFixture(deploy);
      const to = await (classes === 0 ? numeric : categorical).getAddress();
      const random = randomSource(classes);
      const sizes = new Set<number>();
      for (const items of ITEMS)
        for (const percent of [3, 30])
          for (const more of [0, 1]) {
            const own = Math.floor((percent * items) / 100) + more;
            const task = drawTask(random, classes, items, own, 5 * random(3));
            const { verdicts } = "classes" in task ? scoreCategorical(task) : scoreNumeric(task);
            for (const { copies } of verdicts) sizes.add(copies);
            const output: unknown = await ethers.provider.send("eth_call", [{ to, data: scoreCall(task) }, "latest"]);
            expect(output, `${items} items, ${own} of ${percent}%`).to.equal(expectedOutput(task));
          }
      expect([...sizes]).to.include.members([1, 2]);
    });
});
