/**
 * a deployment, to an anvil process
 * ├─ given that its process is killed again and again, at moments that a seed chooses
 * │  └─ when it is run once more
 * │     ├─ it goes on where it was and ends as if nothing had happened
 * │     └─ it has sent no transaction twice and created no contract twice
 * ├─ given files that end within a line, and contracts begun for which nothing was sent
 * │  └─ it goes on all the same
 * ├─ given a journal in which a later transaction is confirmed and an earlier one is not
 * │  └─ it goes on all the same
 * └─ given a journal that misses a transaction which was sent
 *    ├─ it finds it, and sends nothing
 *    └─ it waits for it to appear
 */
import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { EthereumProvider } from "hardhat/types/providers";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readAddresses } from "../../scripts/deploy/readAddresses.ts";
import { findTransaction } from "../../scripts/deploy/findTransaction.ts";
import { readJournal } from "../../scripts/deploy/readJournal.ts";
import { randomSource } from "../../scripts/scorer/fuzz/randomSource.ts";
import { type Anvil, startAnvil } from "../protocol/helpers/startAnvil.ts";

/** Set SEED and KILLS for other moments, or more of them. */
const SEED = Number(process.env.SEED ?? 20_301);
const KILLS = Number(process.env.KILLS ?? 2);

/**
 * A kill comes so many confirmations and milliseconds after a start: between transactions, or in the middle of one. A
 * deployment has more than 60 transactions, so that something is left for the last kill.
 */
const WITHIN = { confirmations: Math.min(24, Math.floor(60 / KILLS)), milliseconds: 60 };

/** First account of every anvil. */
const KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const DEPLOYER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

describe("an interrupted deployment", function () {
  this.timeout(120_000 + 60_000 * KILLS);

  let anvil: Anvil;
  let folder: string;

  before(async function () {
    anvil = await startAnvil("--chain-id", "421614");
    folder = await mkdtemp(join(tmpdir(), "alaya-"));
    await cp("deploy/parameters/networks", join(folder, "parameters", "networks"), { recursive: true });
  });

  after(async function () {
    await anvil.stop();
    await rm(folder, { recursive: true });
  });

  /** Runs the real command; kills it so many milliseconds after so many confirmations. */
  async function deploy(killAfter = Infinity, delay = 0, at = { folder, url: anvil.url }) {
    const env = { ...process.env, ALAYA_DEPLOY: at.folder, ALAYA_KEY: KEY, ARBITRUM_SEPOLIA_URL: at.url };
    const command = ["node_modules/hardhat/dist/src/cli.js", "deploy", "--network", "arbitrumSepolia", "--yes"];
    const child = spawn(process.execPath, command, { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let confirmed = 0;
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      confirmed = output.split("confirmed: ").length - 1;
      if (confirmed >= killAfter) setTimeout(() => child.kill("SIGKILL"), delay);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    const [code, signal] = await once(child, "exit");
    return { code, signal, output, confirmed };
  }

  /** Addresses of all contracts that transactions have created, in order. */
  async function created(): Promise<string[]> {
    const contracts: string[] = [];
    for (let number = await anvil.provider.getBlockNumber(); number > 0; number--) {
      for (const hash of (await anvil.provider.getBlock(number))!.transactions) {
        const { contractAddress } = (await anvil.provider.getTransactionReceipt(hash))!;
        if (contractAddress !== null) contracts.push(contractAddress);
      }
    }
    return contracts.sort();
  }

  it(`goes on where it was, sends nothing twice, and ends as it should (seed ${SEED})`, async function () {
    const random = randomSource(SEED);
    const deployment = join(folder, "deployments", "chain-421614");
    let confirmed = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const count = 1 + random(WITHIN.confirmations);
      const killed = await deploy(count, random(WITHIN.milliseconds));
      expect(killed.signal, killed.output).to.equal("SIGKILL");
      const { transactions } = await readJournal(deployment);
      expect(transactions).to.be.at.least(confirmed + count);
      confirmed = transactions;
    }
    const last = await deploy();
    expect(last.code, last.output).to.equal(0);
    expect(last.output).to.match(/arbitrumSepolia is as it should be: \d+ facts compared/);

    const total = Number(last.output.match(/(\d+) transactions, /)![1]);
    expect(await anvil.provider.getTransactionCount(DEPLOYER)).to.equal(total);
    expect(last.confirmed).to.be.below(total - confirmed + 1);
    expect([...(await readAddresses(deployment)).values()]).to.include.members(await created());
  });

  /** Runs with a folder and a node of their own. */
  async function elsewhere(run: (at: { folder: string; url: string }, deployment: string) => Promise<void>) {
    const other = await mkdtemp(join(tmpdir(), "alaya-"));
    const node = await startAnvil("--chain-id", "421614");
    try {
      await cp(join(folder, "parameters"), join(other, "parameters"), { recursive: true });
      const deployment = join(other, "deployments", "chain-421614");
      await mkdir(deployment, { recursive: true });
      await run({ folder: other, url: node.url }, deployment);
    } finally {
      await node.stop();
      await rm(other, { recursive: true });
    }
  }

  it("goes on from files that end within a line, with contracts begun for which nothing was sent", async () => {
    const journal = await readFile(join(folder, "deployments", "chain-421614", "journal.jsonl"), "utf8");
    const lines = journal.slice(0, journal.indexOf("NETWORK_INTERACTION_REQUEST")).split("\n");
    expect(lines.filter((line) => line.includes("DEPLOYMENT_EXECUTION_STATE_INITIALIZE"))).to.not.be.empty;
    await elsewhere(async (at, deployment) => {
      await writeFile(join(deployment, "journal.jsonl"), lines.join("\n"));
      await writeFile(join(deployment, "deployed_addresses.json"), '{ "Alaya#AGTVesting2": "0x5F');
      const { signal, output, confirmed } = await deploy(3, 0, at);
      expect({ signal, confirmed: confirmed > 0 }, output).to.deep.equal({ signal: "SIGKILL", confirmed: true });
    });
  });

  it("goes on from a journal in which a later transaction is confirmed and an earlier one is not", async () => {
    await elsewhere(async (at, deployment) => {
      await deploy(4, 0, at);
      const path = join(deployment, "journal.jsonl");
      const lines = (await readFile(path, "utf8")).split("\n");
      const { futureId } = JSON.parse(lines.find((line) => line.includes('"TRANSACTION_CONFIRM"'))!);
      const isSeen = (line: string) =>
        line.includes(`"${futureId}"`) && /TRANSACTION_CONFIRM|STATE_COMPLETE/.test(line);
      expect(lines.filter(isSeen)).to.have.lengthOf(2);
      await writeFile(path, lines.filter((line) => !isSeen(line)).join("\n"));
      const { signal, output, confirmed } = await deploy(3, 0, at);
      expect({ signal, confirmed: confirmed > 1 }, output).to.deep.equal({ signal: "SIGKILL", confirmed: true });
    });
  });

  it("goes on from a journal that misses a transaction which was sent", async () => {
    const path = join(folder, "deployments", "chain-421614", "journal.jsonl");
    const lines = (await readFile(path, "utf8")).split("\n");
    const prepared = lines.findLastIndex((line) => line.includes('"TRANSACTION_PREPARE_SEND"'));
    await writeFile(path, lines.slice(0, prepared + 1).join("\n"));
    const sent = await anvil.provider.getTransactionCount(DEPLOYER);
    const { code, output } = await deploy();
    expect(code, output).to.equal(0);
    expect(await anvil.provider.getTransactionCount(DEPLOYER)).to.equal(sent);
  });

  it("waits for a transaction that a node learns of late, and takes one that it never learns of for not sent", async () => {
    const { provider } = anvil;
    const sent = await provider.getTransactionCount(DEPLOYER);
    let hidden = 2;
    const late = {
      request: ({ method, params }: { method: string; params: unknown[] }) =>
        method === "eth_getTransactionCount" && hidden-- > 0 ? "0x0" : provider.send(method, params),
    } as unknown as EthereumProvider;
    const block = (await provider.getBlock("latest"))!;
    expect(await findTransaction(late, DEPLOYER, sent - 1, 3)).to.equal(block.transactions.at(-1));
    expect(await findTransaction(late, DEPLOYER, sent, 1)).to.equal(undefined);
  });
});
