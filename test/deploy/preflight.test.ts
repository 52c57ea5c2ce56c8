/**
 * what is checked before the first transaction of a deployment
 * ├─ given an account and a node as they should be, nothing speaks against it
 * ├─ given one thing that is not, one line says which and what to do
 * │  ├─ a balance below the cost; after a part of the deployment, below the rest of it
 * │  ├─ a node of another chain
 * │  ├─ transactions under way, unless they are the deployment's own
 * │  └─ a gas price above the limit
 * ├─ given a network worth money
 * │  └─ development keys of verifiers and the keys of test nodes are refused
 * └─ given the command itself, it sends nothing
 *    ├─ to a node of another chain
 *    ├─ with parameters out of bounds
 *    └─ in a dry run, which shows the price of gas
 */
import { expect } from "chai";
import { formatEther, HDNodeWallet, Mnemonic, Wallet } from "ethers";
import hre from "hardhat";
import type { HardhatUserConfig } from "hardhat/config";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readParameters } from "../../deploy/parameters/readParameters.ts";
import config from "../../hardhat.config.ts";
import { keyOrigin } from "../../scripts/circuits/keyOrigin.ts";
import { preflight } from "../../scripts/deploy/preflight.ts";
import { simulate, type Simulation } from "../../scripts/deploy/simulate.ts";
import { type Anvil, startAnvil } from "../protocol/helpers/startAnvil.ts";

const TESTNET = { network: "arbitrumSepolia", chainId: 421614 };
const KNOWN = HDNodeWallet.fromMnemonic(
  Mnemonic.fromPhrase("test test test test test test test test test test test junk"),
  "m/44'/60'/0'/0/0",
);
const OWN = new Wallet(`0x${"5a".repeat(32)}`);

/** Wei that everything costs. */
const COST = 10n ** 17n;
const GWEI = 10n ** 9n;

describe("preflight of a deployment", function () {
  this.timeout(120_000);

  let anvil: Anvil;
  let folder: string;
  let simulation: Simulation;

  before(async () => {
    anvil = await startAnvil("--chain-id", String(TESTNET.chainId));
    folder = await mkdtemp(join(tmpdir(), "alaya-"));
    await cp("deploy/parameters/networks", join(folder, "parameters", "networks"), { recursive: true });
    const plan = { ...TESTNET, deployer: OWN.address, startedAt: 1_900_000_000 };
    simulation = await simulate(hre, plan, await readParameters(folder, TESTNET.network));
  });

  after(async () => {
    await anvil.stop();
    await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    await anvil.provider.send("anvil_setNextBlockBaseFeePerGas", ["0x1"]);
    await anvil.provider.send("evm_mine", []);
    await give(10n ** 18n);
  });

  const give = (wei: bigint) => anvil.provider.send("anvil_setBalance", [OWN.address, `0x${wei.toString(16)}`]);

  const check = (change: Partial<Parameters<typeof preflight>[0]> = {}) =>
    preflight({
      ...TESTNET,
      provider: anvil.provider,
      deployer: OWN.address,
      simulation,
      done: 0,
      cost: COST,
      ...change,
    });

  it("has nothing against an account that can pay, on the right chain", async () => {
    expect(await check()).to.deep.equal([]);
    expect(await check({ deployer: KNOWN.address })).to.deep.equal([]);
  });

  it("wants half again of what is left to pay", async () => {
    const needed = (COST * 3n) / 2n;
    await give(needed);
    expect(await check()).to.deep.equal([]);
    await give(needed - 1n);
    expect(await check()).to.deep.equal([
      `${OWN.address} has ${formatEther(needed - 1n)}, the rest costs up to 0.15: send it some.`,
    ]);
    await give(0n);
    expect(await check({ done: simulation.transactions.length })).to.deep.equal([]);
    expect(await check({ done: simulation.transactions.length - 1 })).to.have.length(1);
  });

  it("names both chains when the node is on another", async () => {
    expect(await check({ network: "opbnbTestnet", chainId: 5611 })).to.deep.equal([
      "The node is on chain 421614, opbnbTestnet is 5611: check its URL.",
    ]);
  });

  it("waits for transactions under way that are not the deployment's own", async () => {
    await anvil.provider.send("evm_setAutomine", [false]);
    const sender = OWN.connect(anvil.provider);
    const fees = { gasLimit: 21_000, maxFeePerGas: 2n * GWEI, maxPriorityFeePerGas: 1n };
    for (let nonce = 0; nonce < 2; nonce++) await sender.sendTransaction({ to: OWN.address, nonce, ...fees });
    try {
      expect(await check()).to.deep.equal([`${OWN.address} has 2 transactions under way: wait until they are mined.`]);
      expect(await check({ done: 1 })).to.deep.equal([]);
    } finally {
      await anvil.provider.send("evm_setAutomine", [true]);
      await anvil.provider.send("evm_mine", []);
    }
    expect(await check()).to.deep.equal([]);
  });

  it("waits while gas costs more than 2 gwei", async () => {
    await anvil.provider.send("anvil_setNextBlockBaseFeePerGas", [`0x${(50n * GWEI).toString(16)}`]);
    await anvil.provider.send("evm_mine", []);
    const [line, ...others] = await check();
    expect(line).to.match(/^Gas costs \d{11} wei, more than 2000000000: wait\.$/);
    expect(others).to.deep.equal([]);
  });

  for (const [network, chainId] of [
    ["arbitrumOne", 42161],
    ["opbnb", 204],
  ] as const) {
    it(`refuses development keys and everybody's keys on ${network}`, async () => {
      const node = await startAnvil("--chain-id", String(chainId));
      try {
        const problems = await check({ provider: node.provider, network, chainId, deployer: KNOWN.address });
        const verifiers = ["EligibilityBatchVerifier", "EligibilityVerifier", "ExperienceVerifier"];
        const development = keyOrigin("circuits/keys") === "development" ? verifiers : [];
        expect(problems).to.have.members([
          `Everybody knows the key of ${KNOWN.address}: use another.`,
          ...development.map((name) => `${name} has a development key: hold a ceremony (docs/ceremony.md).`),
        ]);
      } finally {
        await node.stop();
      }
    });
  }

  describe("by the command", () => {
    /** Runs the command in this process; gives its lines and what it printed. */
    async function deploy(network: string) {
      const target = { ...config.networks![network], url: anvil.url, accounts: [OWN.privateKey] };
      const user = { ...config, paths: { ignition: folder }, networks: { [network]: target } } as HardhatUserConfig;
      const own = await createHardhatRuntimeEnvironment(user, { network });
      const { log, error } = console;
      const printed: string[] = [];
      console.log = (line: string) => printed.push(line);
      console.error = () => undefined;
      try {
        const result = await own.tasks.getTask("deploy").run({ yes: true, dryRun: true });
        return { printed, error: result.success ? undefined : (result.error as string) };
      } finally {
        Object.assign(console, { log, error });
      }
    }

    afterEach(async () => {
      expect(await anvil.provider.getCode(simulation.addresses.values().next().value!)).to.equal("0x");
      expect(await readdir(folder)).to.deep.equal(["parameters"]);
    });

    it("refuses a node of another chain", async () => {
      expect((await deploy("opbnbTestnet")).error).to.match(/chain id.*5611.*421614|421614.*5611/i);
    });

    it("refuses parameters out of bounds, and names them", async () => {
      const file = join(folder, "parameters", "networks", "arbitrumSepolia.json");
      const text = await readFile(file, "utf8");
      const parameters = JSON.parse(text);
      parameters.governance.votingPeriod = "1 minute";
      await writeFile(file, JSON.stringify(parameters));
      const { error } = await deploy("arbitrumSepolia").finally(() => writeFile(file, text));
      expect(error).to.equal(`${file} cannot be deployed:\n  governance.votingPeriod: 5 minutes to 30 days`);
    });

    it("shows every transaction, the cost and the price of gas in a dry run", async () => {
      const { printed, error } = await deploy("arbitrumSepolia");
      expect(error).to.equal(undefined);
      const total = simulation.transactions.length;
      expect(printed.filter((line) => /^ +\d+\. .+ gas$/.test(line))).to.have.length(total);
      expect(printed.join("\n")).to.match(new RegExp(`${total} transactions, [\\d,]+ gas, about [\\d.]+ ETH`));
      expect(printed.at(-1)).to.match(/^Gas costs \d+ wei now, 200000000 as assumed\.$/);
    });
  });
});
