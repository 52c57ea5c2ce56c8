/**
 * dry run of a deployment to opBNB
 * ├─ given the satellite of the testnets
 * │  ├─ it runs on an OP-stack chain with opBNB's id, its limit of gas and no opcode that opBNB lacks
 * │  ├─ every transaction is charged for its data
 * │  └─ what was charged is what the cost tables would have said, within two percent
 * └─ given home, it runs on a chain without a data fee of that kind
 */
import { expect } from "chai";
import hre from "hardhat";

import { readParameters } from "../../deploy/parameters/readParameters.ts";
import { feeOf } from "../../scripts/costs/feeOf.ts";
import { readPrices } from "../../scripts/costs/Prices.ts";
import { simulate, type Simulation } from "../../scripts/deploy/simulate.ts";

const DEPLOYER = "0x00000000000000000000000000000000000000A1";
const HOME = {
  chainId: 421614,
  gateway: "0x00000000000000000000000000000000000000B1",
  timelock: "0x00000000000000000000000000000000000000B2",
  aiaLockbox: "0x00000000000000000000000000000000000000B3",
  agtLockbox: "0x00000000000000000000000000000000000000B4",
};

/** GasPriceOracle, which every OP-stack chain has. */
const ORACLE = "0x420000000000000000000000000000000000000F";

/** Creation code that uses CLZ, an opcode of Osaka; then stops. */
const OSAKA = "0x5f1e00";

/** The same with MCOPY, an opcode of Cancun. */
const CANCUN = "0x5f5f5f5e00";

describe("dry run of a deployment", function () {
  this.timeout(120_000);

  const dryRun = async (network: string, chainId: number, home?: typeof HOME) => {
    const plan = { network, chainId, deployer: DEPLOYER, startedAt: 1_900_000_000, ...(home && { home }) };
    return simulate(hre, plan, await readParameters("deploy", network));
  };

  describe("to opBNB", function () {
    let simulation: Simulation;
    before(async function () {
      simulation = await dryRun("opbnbTestnet", 5611, HOME);
    });

    it("runs on a chain like opBNB", async function () {
      const { provider } = simulation;
      expect((await provider.getNetwork()).chainId).to.equal(5611n);
      expect(await provider.getCode(ORACLE)).to.not.equal("0x");
      await provider.call({ data: CANCUN });
      expect(await failureOf(provider.call({ data: OSAKA }))).to.match(/invalid opcode/);
      const [from] = await provider.send("eth_accounts", []);
      const greedy = provider.send("eth_sendTransaction", [{ from, to: ORACLE, gas: "0x1000001" }]);
      expect(await failureOf(greedy)).to.match(/exceeds transaction gas cap of 16777216/);
    });

    it("charges every transaction for its data, as the cost tables do", async function () {
      const { opbnbTestnet: prices } = await readPrices();
      let [charged, estimated] = [0n, 0n];
      for (const { id, data, dataFee } of simulation.transactions) {
        expect(dataFee! > 0n, id).to.equal(true);
        charged += dataFee!;
        estimated += feeOf(prices, 0n, data).data;
      }
      expect(Math.abs(Number(estimated - charged) / Number(charged))).to.be.below(0.02);
    });
  });

  it("to home charges nothing of that kind", async function () {
    const { provider, transactions } = await dryRun("arbitrumSepolia", 421614);
    expect(await provider.getCode(ORACLE)).to.equal("0x");
    expect(transactions.every(({ dataFee }) => dataFee === undefined)).to.equal(true);
  });

  const failureOf = (call: Promise<unknown>) =>
    call.then(
      () => "no failure",
      (error: Error) => error.message,
    );
});
