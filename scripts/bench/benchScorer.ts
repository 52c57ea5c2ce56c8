import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

import { scoreCategorical } from "../scorer/campaign/scoreCategorical.ts";
import { progressBar } from "../scorer/cli/progressBar.ts";
import { syntheticAnswers } from "./syntheticAnswers.ts";

const SIZES = [1_000_000, 10_000_000];
const MOST_LABELS = 200_000_000;

/** Times campaign scoring of made-up answers; `npm run bench:scorer -- --labels 100000000 --seed 1`. */
function benchScorer(sizes: number[], seed: number): void {
  console.log(`node ${process.version}, ${availableParallelism()} cores, seed ${seed}`);
  console.log("labels       seconds CPU seconds  labels/s   right    input MB  peak RSS MB");
  for (const labels of sizes) {
    const { index, truth } = syntheticAnswers({ labels, seed });
    const input = index.starts.byteLength + index.worker.byteLength + index.value.byteLength;
    const show = progressBar();
    const busy = process.cpuUsage();
    const begun = performance.now();
    const { label } = scoreCategorical(index, { progress: (fraction) => show("scoring", fraction) });
    const seconds = (performance.now() - begun) / 1000;
    const { user, system } = process.cpuUsage(busy);
    show(undefined);
    let right = 0;
    for (let item = 0; item < index.items; item++) if (label[item] === truth[item]) right++;
    const cells = [
      String(labels).padEnd(12),
      seconds.toFixed(2).padStart(8),
      ((user + system) / 1e6).toFixed(2).padStart(11),
      String(Math.round(labels / seconds)).padStart(9),
      `${((100 * right) / index.items).toFixed(2)}%`.padStart(8),
      (input / 1e6).toFixed(0).padStart(10),
      (process.resourceUsage().maxRSS / 1000).toFixed(0).padStart(12),
    ];
    console.log(cells.join(" "));
  }
}

const { values } = parseArgs({ options: { labels: { type: "string" }, seed: { type: "string", default: "1" } } });
const labels = values.labels === undefined ? undefined : Number(values.labels);
if (labels !== undefined && !(Number.isInteger(labels) && labels >= 1000 && labels <= MOST_LABELS)) {
  console.error(`error: --labels must be a whole number from 1000 to ${MOST_LABELS}`);
  process.exitCode = 1;
} else {
  benchScorer(labels === undefined ? SIZES : [labels], Number(values.seed));
}
