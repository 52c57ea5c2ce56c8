import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { economyDefaults } from "../../deploy/parameters/economyDefaults.ts";
import { identityDefaults } from "../../deploy/parameters/identityDefaults.ts";
import { collusions, honest } from "./behaviours.ts";
import { renderCharts } from "./renderCharts.ts";
import { simulateEconomy } from "./simulateEconomy.ts";

const AIA = 10n ** 18n;
const FOLDER = join("out", "economy");
const SIZE = 1_000;
const DAYS = 90;

const comparisons = collusions.map((collusion) => {
  const [fair, colluding] = simulateEconomy({
    groups: [honest(7), collusion],
    size: SIZE,
    days: DAYS,
    economy: economyDefaults,
    identity: identityDefaults,
    experienceUnit: AIA / 100n,
    settlerFeeBps: 500n,
  });
  return { honest: fair, colluding };
});

const whole = (units: bigint) => (units / AIA).toLocaleString("en");
const lines = comparisons.map(({ honest: fair, colluding }) => [
  colluding.name,
  whole(fair.rewards),
  whole(colluding.rewards),
  whole(colluding.fees),
  whole(colluding.burned),
  whole(colluding.rewards - colluding.fees - colluding.burned),
]);
const head = ["1,000 colluding passes", "honest get", "they get", "fees", "burned", "left, AIA"];
console.log(`1,000 honest passes beside 1,000 colluding ones, ${DAYS} days, default parameters, amounts in AIA\n`);
for (const [name, ...numbers] of [head, ...lines]) {
  console.log(name.padEnd(24) + numbers.map((text) => text.padStart(14)).join(""));
}

const { rewards, returns } = await renderCharts(comparisons);
await mkdir(FOLDER, { recursive: true });
await writeFile(join(FOLDER, "rewards.svg"), rewards);
await writeFile(join(FOLDER, "returns.svg"), returns);
console.log(`\nCharts: ${join(FOLDER, "rewards.svg")}, ${join(FOLDER, "returns.svg")}`);
