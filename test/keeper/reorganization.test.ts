/**
 * keeper, when the chain takes blocks back
 * ├─ given a task that can be settled
 * │  ├─ when its reveals vanish while the keeper reads them
 * │  │  └─ it settles nothing, and counts the failure
 * │  └─ when a chain of the same length and with the same reveals replaces the one that it reads
 * │     └─ it settles nothing by what it read, and settles by what it reads then
 * └─ given a settlement
 *    ├─ when its block vanishes before it is deep enough
 *    │  └─ it exports nothing, and settles once more
 *    └─ when the node forgets the transaction
 *       └─ it gives it up and sends another
 */
import { expect } from "chai";
import { Contract, HDNodeWallet, JsonRpcProvider, Mnemonic } from "ethers";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";

import { startKeeper } from "../../scripts/keeper/startKeeper.ts";
import type { RunningService } from "../../scripts/service/startService.ts";
import { type LocalProtocol, localProtocol } from "../protocol/helpers/localProtocol.ts";
import { type LyingNode, lyingNode } from "./helpers/lyingNode.ts";

const WORDS = Mnemonic.fromPhrase("test test test test test test test test test test test junk");
const CONTRIBUTORS = ["2", "3", "4"];
const CONFIRMATIONS = 3;

describe("keeper on a chain that takes blocks back", function () {
  this.timeout(240_000);

  let local: LocalProtocol;
  let node: LyingNode;
  let registry: Contract;
  let provider: JsonRpcProvider;
  let keeper: RunningService;
  let task: bigint;
  let logged = "";

  before(async function () {
    local = await localProtocol();
    const { anvil, book, run } = local;
    const { address, abi } = book.contracts.get("TaskRegistry")!;
    registry = new Contract(address, abi, anvil.provider);
    for (const account of CONTRIBUTORS) await run("register", { account });
    node = await lyingNode(anvil.url);
    provider = new JsonRpcProvider(node.url, 31337, { staticNetwork: true, cacheTimeout: -1, pollingInterval: 50 });
    keeper = await startKeeper({
      provider,
      signer: HDNodeWallet.fromMnemonic(WORDS, "m/44'/60'/0'/0/6").connect(provider),
      book,
      port: 0,
      folder: folder(),
      confirmations: CONFIRMATIONS,
      patience: 1_000,
      pause: 50,
      log: pino({ level: "warn" }, { write: (line: string) => void (logged += line) }),
    });
    ({ taskId: task } = await run("publish", { account: "1", items: 4, pool: "30", quota: 3 }));
    for (const account of CONTRIBUTORS) {
      await run("commit", { task, account, answers: await local.sheet(account, [2, 1, 1, 2]) });
    }
    await anvil.passTime(86_400 + 120);
  });

  after(async function () {
    await keeper.stop();
    provider.destroy();
    node.stop();
    await local.stop();
  });

  const folder = () => join(local.folder, "labels");
  const send = (method: string, ...values: unknown[]) => local.anvil.provider.send(method, values);
  const stored = async () => registry.taskOf(task);
  const ending = async () => Number((await stored()).ending);
  const files = () => readdir(folder()).catch((): string[] => []);
  const failures = async () => (await fetch(`http://127.0.0.1:${keeper.port}/metrics`)).text();

  async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
    for (let tries = 0; tries < 600; tries++) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("it did not happen in time");
  }

  /** Takes back everything from a block on, and mines as many blocks without transactions in its place. */
  async function takeBack(after: number): Promise<void> {
    await send("anvil_reorg", (await local.anvil.provider.getBlockNumber()) - after, []);
  }

  /** Takes back everything from a block on, and mines the same transactions again, in blocks with other hashes. */
  async function mineAgain(after: number): Promise<void> {
    const head = await local.anvil.provider.getBlockNumber();
    const transactions: [string, number][] = [];
    for (let block = after + 1; block <= head; block++) {
      for (const hash of (await local.anvil.provider.getBlock(block))!.transactions) {
        transactions.push([await send("eth_getRawTransactionByHash", hash), block - after - 1]);
      }
    }
    await send("anvil_setCoinbase", "0x00000000000000000000000000000000000000c0");
    await send("anvil_reorg", head - after, transactions);
  }

  it("settles nothing by reveals that vanished", async function () {
    const before = await local.anvil.provider.getBlockNumber();
    let vanished = false;
    // Until then the keeper sees no logs, so that it cannot be quicker than the chain.
    node.lie = "limit";
    await local.run("reveal", { task });
    node.interrupt = async () => {
      await takeBack(before);
      vanished = true;
    };
    node.lie = "none";
    await until(() => vanished);
    expect((await stored()).reveals).to.equal(0n);
    await until(async () => /failures_total\{error="ChainDataError"\} [1-9]/.test(await failures()));
    expect(await ending()).to.equal(0);
  });

  it("settles nothing by what it read of blocks that were replaced meanwhile", async function () {
    const before = await local.anvil.provider.getBlockNumber();
    const hashAt = async (block: number) => (await local.anvil.provider.getBlock(block))!.hash;
    node.lie = "limit";
    expect(await local.run("reveal", { task })).to.deep.equal({ revealed: 3 });
    const head = await local.anvil.provider.getBlockNumber();
    const old = await hashAt(head);
    const replaced = `The chain replaced block ${head} while task ${task} was read.`;
    // The keeper gets the logs that it asked for, and none in its next round.
    const limitNextRound = async () => {
      if (logged.includes(replaced)) node.lie = "limit";
      else node.interrupt = limitNextRound;
    };
    node.interrupt = async () => {
      await mineAgain(before);
      node.interrupt = limitNextRound;
    };
    node.lie = "none";
    await until(async () => node.lie === "limit" || (await ending()) === 1);
    expect(await ending()).to.equal(0);
    expect(logged).to.include(replaced);
    expect(await local.anvil.provider.getBlockNumber()).to.equal(head);
    expect(await hashAt(head)).to.not.equal(old);
    expect((await stored()).reveals).to.equal(3n);

    node.lie = "none";
    await until(async () => (await ending()) === 1);
    expect((await stored()).reveals).to.equal(3n);
    expect(await files()).to.deep.equal([]);
  });

  it("settles once more when its settlement vanished, and exports nothing before it is deep", async function () {
    const head = await local.anvil.provider.getBlockNumber();
    await takeBack(head - 1);
    expect(await files()).to.deep.equal([]);
    await until(async () => (await ending()) === 1);
    expect(await files()).to.deep.equal([]);
  });

  it("sends another transaction when the node forgot its own", async function () {
    await send("evm_setAutomine", false);
    const pending = async () =>
      Object.values((await send("txpool_content")).pending).flatMap((each) => Object.values(each as object));
    try {
      await takeBack((await local.anvil.provider.getBlockNumber()) - 1);
      await until(async () => (await pending()).length === 1);
      const [{ hash }] = await pending();
      await send("anvil_dropTransaction", hash);
      await until(async () => (await pending()).some((each) => each.hash !== undefined));
      expect(await ending()).to.equal(0);
    } finally {
      await send("evm_setAutomine", true);
    }
    await send("evm_mine");
    await until(async () => (await ending()) === 1);
    expect(await failures()).to.match(/failures_total\{error="Error"\} [1-9]/);
  });

  it("exports the labels once, when they are deep enough", async function () {
    for (let block = 0; block < CONFIRMATIONS; block++) await local.anvil.passTime(1);
    const file = `task-${task}.csv`;
    await until(async () => (await files()).includes(file));
    expect(await files()).to.deep.equal([file]);
    const lines = (await readFile(join(folder(), file), "utf8")).trim().split("\n");
    const labels = lines.slice(1).map((line) => line.split(",")[1]);
    expect(labels.join("")).to.equal("2112");
  });
});
