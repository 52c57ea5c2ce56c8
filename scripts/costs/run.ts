/** `npm run costs`: what each user action costs on each network, from measured gas and assumed prices. */
import { formatEther } from "ethers";
import { readFile } from "node:fs/promises";

import { feeOfSize } from "./feeOf.ts";
import { type PricedNetwork, readPrices } from "./Prices.ts";

/**
 * An action by its name in the gas snapshot, with the size of its input, as compressed by brotli at quality 1 when its gas was
 * measured, and the labels it serves.
 */
interface Action {
  readonly action: string;
  readonly compressedBytes: number;
  readonly labels: number;
}

/** Of the column of actions. */
const WIDTH = 71;

const NETWORKS: PricedNetwork[] = ["arbitrumOne", "opbnb"];

const read = async (path: string) => JSON.parse(await readFile(new URL(path, import.meta.url), "utf8"));

try {
  const snapshot: Record<string, number> = await read("../../snapshots/gas.json").catch(() => {
    throw new Error("There is no measured gas: run npm run gas -- --update.");
  });
  const prices = await readPrices();
  const actions: Action[] = await read("actions.json");
  console.log(`Prices as assumed for ${prices.asOf} in scripts/costs/prices.json.`);
  for (const network of NETWORKS) {
    const { coin, usd } = prices[network];
    console.log(`\n${network} (1 ${coin} = ${usd} USD)`);
    console.log(
      `${"action".padEnd(WIDTH)} ${"gas".padStart(10)} ${coin.padStart(14)} ${"USD".padStart(10)} USD per label`,
    );
    for (const { action, compressedBytes, labels } of actions) {
      const gas = snapshot[action];
      if (gas === undefined) throw new Error(`The gas of "${action}" is not measured: run npm run gas -- --update.`);
      const { execution, data } = feeOfSize(prices[network], BigInt(gas), compressedBytes);
      const fee = Number(formatEther(execution + data));
      const perLabel = labels === 0 ? "" : ((fee * usd) / labels).toPrecision(3);
      const columns = [gas.toLocaleString("en").padStart(10), fee.toPrecision(4).padStart(14)];
      console.log(
        `${action.padEnd(WIDTH)} ${columns.join(" ")} ${(fee * usd).toPrecision(3).padStart(10)} ${perLabel}`,
      );
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
