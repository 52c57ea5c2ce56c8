import { getBytes } from "ethers";
import { brotliCompressSync, constants } from "node:zlib";

import { fastLzLength } from "./fastLzLength.ts";
import type { ArbitrumPrices, OpStackPrices } from "./Prices.ts";

/** Bytes that signature, nonce, fees and addresses add to a transaction's input. They hardly compress. */
const ENVELOPE = 110;

/** Nitro's compression level for pricing. */
const LEVEL = 1;

/** Fjord's regression of a batch's size on the FastLZ length, in millionths of a byte. */
const INTERCEPT = -42_585_600n;
const SLOPE = 836_500n;
const MIN_SIZE = 100_000_000n;

/** A transaction's fee in wei: execution on the chain itself, and data on the chain below. */
export interface Fee {
  readonly execution: bigint;
  readonly data: bigint;
}

/**
 * Fee of a transaction.
 *
 * - Arbitrum: gas · P + compressed bytes · price per byte, compressed by brotli; "L1 pricing" in
 *   docs.arbitrum.io/how-arbitrum-works/deep-dives/gas-and-fees.
 * - opBNB: gas · P + estimated size · (16 · baseFeeScalar · l1BaseFee + blobScalar · blobBaseFee) / 10^12, where the size is
 *   at least 100 bytes; "Fjord" in specs.optimism.io/protocol/fjord/exec-engine.html.
 *
 * @param gas as used on a chain without data fees
 * @param data input data, hexadecimal
 */
export function feeOf(prices: ArbitrumPrices | OpStackPrices, gas: bigint, data: string): Fee {
  const input = getBytes(data);
  const params = { [constants.BROTLI_PARAM_QUALITY]: LEVEL };
  const size = "l1WeiPerByte" in prices ? brotliCompressSync(input, { params }).length : fastLzLength(input);
  return feeOfSize(prices, gas, size);
}

/**
 * The same for input data of which only the compressed size is known.
 *
 * @param size bytes
 */
export function feeOfSize(prices: ArbitrumPrices | OpStackPrices, gas: bigint, size: number): Fee {
  const execution = gas * prices.gasPriceWei;
  const length = BigInt(size + ENVELOPE);
  if ("l1WeiPerByte" in prices) return { execution, data: length * prices.l1WeiPerByte };
  const estimated = INTERCEPT + SLOPE * length;
  const charged = estimated > MIN_SIZE ? estimated : MIN_SIZE;
  const { baseFeeScalar, l1BaseFeeWei, blobBaseFeeScalar, blobBaseFeeWei } = prices;
  const scaled = 16n * BigInt(baseFeeScalar) * l1BaseFeeWei + BigInt(blobBaseFeeScalar) * blobBaseFeeWei;
  return { execution, data: (charged * scaled) / 10n ** 12n };
}
