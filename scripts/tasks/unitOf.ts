import { type BaseContract, formatUnits } from "ethers";

/**
 * How amounts of a token are written.
 *
 * @example const unit = await unitOf(aia); unit(1_500_000_000_000_000_000n); // "1.5 AIA"
 */
export async function unitOf(token: BaseContract): Promise<(amount: bigint) => string> {
  const [decimals, symbol] = await Promise.all(
    ["decimals", "symbol"].map((name) => token.getFunction(name).staticCall()),
  );
  return (amount) => `${formatUnits(amount, decimals)} ${symbol}`;
}
