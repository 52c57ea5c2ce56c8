import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { toBeHex, zeroPadValue } from "ethers";

import type { OpStackPrices } from "./Prices.ts";

/** Predeployed contract in which every OP-stack chain keeps the prices of the chain below. */
const L1_BLOCK = "0x4200000000000000000000000000000000000015";

/** opBNB has Cancun and Fjord's data fee, not Prague. */
const HARDFORK = "fjord";

/** opBNB takes no transaction with more gas. */
const GAS_CAP = 16_777_216n;

/** What an embedded chain is like. */
export interface OpChainOptions {
  readonly chainId: number;
  readonly initialDate?: Date;
}

/** Opens an embedded OP-stack chain that charges for data at the given prices, with opBNB's hardfork and limit of gas. */
export async function openOpChain(hre: HardhatRuntimeEnvironment, prices: OpStackPrices, options: OpChainOptions) {
  const override = { ...options, hardfork: HARDFORK, transactionGasCap: GAS_CAP };
  const connection = await hre.network.create({ network: "default", chainType: "op", override });
  const { l1BaseFeeWei, blobBaseFeeWei, baseFeeScalar, blobBaseFeeScalar } = prices;
  // Storage of L1Block since Ecotone: both scalars share slot 3 with the sequence number.
  const slots = {
    1: l1BaseFeeWei,
    3: (BigInt(baseFeeScalar) << 96n) | (BigInt(blobBaseFeeScalar) << 64n),
    7: blobBaseFeeWei,
  };
  for (const [slot, value] of Object.entries(slots)) {
    const params = [L1_BLOCK, toBeHex(slot), zeroPadValue(toBeHex(value), 32)];
    await connection.provider.request({ method: "hardhat_setStorageAt", params });
  }
  return connection;
}
