import { readFile } from "node:fs/promises";
import { z } from "zod";

const wei = z.string().regex(/^\d+$/).transform(BigInt);
const coin = { coin: z.string(), usd: z.number().min(0), gasPriceWei: wei };

const arbitrum = z.strictObject({
  ...coin,
  /** Wei that a byte of compressed transaction costs: 16 times `ArbGasInfo.getL1BaseFeeEstimate()`. */
  l1WeiPerByte: wei,
});

const opStack = z.strictObject({
  ...coin,
  l1BaseFeeWei: wei,
  blobBaseFeeWei: wei,
  baseFeeScalar: z.number().int(),
  blobBaseFeeScalar: z.number().int(),
});

const schema = z.strictObject({
  asOf: z.string(),
  arbitrumOne: arbitrum,
  arbitrumSepolia: arbitrum,
  opbnb: opStack,
  opbnbTestnet: opStack,
});

export type Prices = z.infer<typeof schema>;
export type PricedNetwork = Exclude<keyof Prices, "asOf">;
export type ArbitrumPrices = Prices["arbitrumOne"];
export type OpStackNetwork = "opbnb" | "opbnbTestnet";
export type OpStackPrices = Prices[OpStackNetwork];

/** Reads the one reviewed file of price assumptions. */
export async function readPrices(): Promise<Prices> {
  return schema.parse(JSON.parse(await readFile(new URL("prices.json", import.meta.url), "utf8")));
}
