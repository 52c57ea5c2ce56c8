import { join } from "node:path";
import { parseArgs } from "node:util";

import { indexAnswers } from "../dataset/indexAnswers.ts";
import { readAnswers } from "../dataset/readAnswers.ts";
import { readTruth } from "../dataset/readTruth.ts";
import type { CategoricalIndex } from "../scorer/campaign/AnswerIndex.ts";
import { scoreCategorical } from "../scorer/campaign/scoreCategorical.ts";
import { refereeCategorical } from "../scorer/cli/refereeCategorical.ts";
import { randomSource } from "../scorer/fuzz/randomSource.ts";
import { accuracy } from "../scorer/statistics/accuracy.ts";
import { type Attack, ATTACKS, attackAnswers } from "./attackAnswers.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string", default: "3" },
    share: { type: "string", default: "0.3" },
    gold: { type: "string", default: "0.05" },
  },
});
const [seeds, share, gold] = [Number(values.seeds), Number(values.share), Number(values.gold)];
if (!(Number.isInteger(seeds) && seeds >= 1 && share >= 0 && share < 1 && gold > 0 && gold < 1)) {
  console.error("error: --seeds takes a number from 1 on, --share and --gold a part between 0 and 1");
  process.exit(1);
}

const MODES = { campaign: (index: CategoricalIndex) => scoreCategorical(index), referee: refereeCategorical };
const attacks = Object.keys(ATTACKS) as Attack[];
const keyOf = (mode: string, goldless: string, attack: Attack) => `${mode} ${goldless} ${attack}`;

/** Adds the accuracies of one set and seed to `results`, by `keyOf`. */
function measure(index: CategoricalIndex, truth: Map<number, number>, seed: number, results: Map<string, number[]>) {
  const [random, golden] = [randomSource(seed), randomSource(1000 + seed)];
  const known = new Int32Array(index.items).fill(-1);
  const asked = new Map<number, number>();
  for (const [item, label] of truth) {
    if (golden(1e6) < 1e6 * gold) known[item] = label;
    else asked.set(item, label);
  }
  for (const attack of attacks) {
    const answers = attackAnswers(index, attack, share, random);
    for (const [mode, score] of Object.entries(MODES)) {
      const add = (goldless: string, found: number) => {
        const key = keyOf(mode, goldless, attack);
        results.set(key, [...(results.get(key) ?? []), found]);
      };
      add("without", accuracy(score(answers), asked));
      add("with", accuracy(score({ ...answers, known }), asked));
    }
  }
}

const folders = positionals.length > 0 ? positionals : ["data/bluebird"];
const results = new Map<string, number[]>();
for (const folder of folders) {
  const table = await readAnswers(join(folder, "answers.csv"), { kind: "categorical" });
  const { values: truth } = await readTruth(join(folder, "truth.csv"), table);
  const index = { ...indexAnswers(table).index, classes: table.classIds!.size } as CategoricalIndex;
  for (let seed = 1; seed <= seeds; seed++) measure(index, truth, seed, results);
  console.error(folder);
}

console.log(
  `Mean accuracy on the items that are not gold: ${folders.length} sets, ${seeds} seeds, ${100 * share}% of the`,
);
console.log(`workers replaced, ${100 * gold}% of the known items gold; in brackets, what the attack costs`);
for (const mode of Object.keys(MODES)) {
  for (const goldless of ["without", "with"]) {
    console.log(`\n${mode} mode, ${goldless} gold; the replaced workers`);
    const mean = (attack: Attack) => {
      const each = results.get(keyOf(mode, goldless, attack))!;
      return (100 * each.reduce((sum, part) => sum + part, 0)) / each.length;
    };
    for (const attack of attacks) {
      const cost = mean("are honest") - mean(attack);
      console.log(`  ${attack.padEnd(34)} ${mean(attack).toFixed(2)} (${cost.toFixed(2)})`);
    }
  }
}
