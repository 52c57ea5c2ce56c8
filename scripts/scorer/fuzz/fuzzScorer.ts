import { SingleBar } from "cli-progress";
import { network } from "hardhat";

import { expectedOutput } from "./expectedOutput.ts";
import { randomCategorical } from "./randomCategorical.ts";
import { randomNumeric } from "./randomNumeric.ts";
import { randomSource } from "./randomSource.ts";
import { scoreCall } from "./scoreCall.ts";

/** Compares the contracts with the TypeScript referee on MATRICES random matrices (100,000), from SEED (1) on. */
async function fuzzScorer(): Promise<void> {
  const matrices = Number(process.env.MATRICES ?? 100_000);
  const seed = Number(process.env.SEED ?? 1);
  const { ethers } = await network.create();
  const categorical = await (await ethers.deployContract("CategoricalScorer")).getAddress();
  const numeric = await (await ethers.deployContract("NumericScorer")).getAddress();
  const bar = new SingleBar({ format: "{bar} {value}/{total} matrices, {eta_formatted} left", noTTYOutput: false });
  const started = Date.now();
  bar.start(matrices, 0);
  for (let n = 0; n < matrices; n++) {
    const random = randomSource(seed + n);
    const isNumeric = n % 4 === 3;
    // Now and then more than one word of items, and more than one block of 256.
    const limits = n % 50 === 0 ? { maxRows: 20, maxItems: 300 } : {};
    const task = isNumeric ? randomNumeric(random, limits) : randomCategorical(random, limits);
    const to = isNumeric ? numeric : categorical;
    const output: unknown = await ethers.provider.send("eth_call", [{ to, data: scoreCall(task) }, "latest"]);
    if (output !== expectedOutput(task)) {
      bar.stop();
      console.error(`matrix ${n} differs: repeat it with SEED=${seed + n - (n % 100)} MATRICES=100`);
      process.exitCode = 1;
      return;
    }
    if (n % 100 === 99) bar.update(n + 1);
  }
  bar.stop();
  console.log(`${matrices} random matrices in ${Math.round((Date.now() - started) / 1000)} s, no difference`);
}

await fuzzScorer();
