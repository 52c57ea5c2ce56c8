import { getBytes } from "ethers";
import { brotliCompressSync, constants } from "node:zlib";

import { fastLzLength } from "./fastLzLength.ts";
import { opDataFee } from "./opDataFee.ts";
import type { ArbitrumPrices, OpStackPrices } from "./Prices.ts";

/** Bytes that signature, nonce, fees and addresses add to a transaction's input. They hardly compress. */
const ENVELOPE = 110;

/** Nitro's compression level for pricing. */
const LEVEL = 1;

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
 * - opBNB: gas · P + what `opDataFee` says.
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
  const length = size + ENVELOPE;
  const data = "l1WeiPerByte" in prices ? BigInt(length) * prices.l1WeiPerByte : opDataFee(prices, length);
  return { execution, data };
}
