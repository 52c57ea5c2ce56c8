/**
 * data fee on opBNB
 * ├─ given an embedded OP-stack chain with the assumed prices
 * │  ├─ it is, to the wei, what the chain takes from a sender
 * │  └─ it is, to the wei, what the chain's own oracle says
 * └─ given the estimate for a transaction that is not signed yet
 *    └─ it is at most a twentieth away from what the chain charges
 */
import { expect } from "chai";
import { Contract, getBytes, hexlify, Transaction } from "ethers";
import hre from "hardhat";

import { fastLzLength } from "../../scripts/costs/fastLzLength.ts";
import { feeOf } from "../../scripts/costs/feeOf.ts";
import { opDataFee } from "../../scripts/costs/opDataFee.ts";
import { openOpChain } from "../../scripts/costs/openOpChain.ts";
import { type OpStackPrices, readPrices } from "../../scripts/costs/Prices.ts";
import { randomSource } from "../../scripts/scorer/fuzz/randomSource.ts";

const ORACLE = "0x420000000000000000000000000000000000000F";

/** Bytes that the oracle adds for a signature. */
const SIGNATURE = 68;

const random = randomSource(20_301);
const bytes = (length: number, below: number) => hexlify(Uint8Array.from({ length }, () => random(below)));

const INPUTS: [string, () => Promise<string>][] = [
  ["no data", async () => "0x"],
  ["zeros", async () => bytes(4_000, 1)],
  ["noise", async () => bytes(3_000, 256)],
  ["answers", async () => bytes(3_000, 3)],
  ["answers of many kinds", async () => bytes(9_001, 17)],
  ["a contract's code", async () => (await hre.artifacts.readArtifact("TaskRegistry")).deployedBytecode],
];

for (const network of ["opbnb", "opbnbTestnet"] as const) {
  describe(`data fee on ${network}`, function () {
    let prices: OpStackPrices;
    let chain: Awaited<ReturnType<typeof openOpChain>>;

    before(async function () {
      prices = (await readPrices())[network];
      chain = await openOpChain(hre, prices, { chainId: hre.config.networks[network].chainId! });
    });

    for (const [what, input] of INPUTS) {
      it(`is what the chain charges for ${what}`, async function () {
        const { provider } = chain.ethers;
        const [sender, recipient] = await chain.ethers.getSigners();
        const before = await provider.getBalance(sender);
        const data = await input();
        const { hash } = await sender.sendTransaction({ to: recipient, data });
        const receipt = await provider.send("eth_getTransactionReceipt", [hash]);
        const transaction = Transaction.from((await provider.getTransaction(hash))!);

        const charged = BigInt(receipt.l1Fee);
        expect(opDataFee(prices, fastLzLength(getBytes(transaction.serialized)))).to.equal(charged);
        const execution = BigInt(receipt.gasUsed) * BigInt(receipt.effectiveGasPrice);
        expect(before - (await provider.getBalance(sender))).to.equal(execution + charged);

        const oracle = new Contract(ORACLE, ["function getL1Fee(bytes) view returns (uint256)"], provider);
        const unsigned = transaction.unsignedSerialized;
        const size = fastLzLength(getBytes(unsigned)) + SIGNATURE;
        expect(await oracle.getL1Fee(unsigned)).to.equal(opDataFee(prices, size));

        const estimated = feeOf(prices, 0n, data).data;
        const error = Number(estimated - charged) / Number(charged);
        expect(Math.abs(error), `${what}: ${error}`).to.be.below(0.05);
      });
    }
  });
}
