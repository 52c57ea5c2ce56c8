import type { OpStackPrices } from "./Prices.ts";

/** Fjord's regression of a batch's size on the FastLZ length, in millionths of a byte. */
const INTERCEPT = -42_585_600n;
const SLOPE = 836_500n;
const MIN_SIZE = 100_000_000n;

/**
 * What an OP-stack chain charges for a transaction's data, in wei: estimated size · (16 · baseFeeScalar · l1BaseFee +
 * blobScalar · blobBaseFee) / 10^12, where the size is at least 100 bytes; "Fjord" in
 * specs.optimism.io/protocol/fjord/exec-engine.html.
 *
 * @param size FastLZ length of the signed transaction, bytes
 */
export function opDataFee(prices: OpStackPrices, size: number): bigint {
  const estimated = INTERCEPT + SLOPE * BigInt(size);
  const charged = estimated > MIN_SIZE ? estimated : MIN_SIZE;
  const { baseFeeScalar, l1BaseFeeWei, blobBaseFeeScalar, blobBaseFeeWei } = prices;
  const scaled = 16n * BigInt(baseFeeScalar) * l1BaseFeeWei + BigInt(blobBaseFeeScalar) * blobBaseFeeWei;
  return (charged * scaled) / 10n ** 12n;
}
