/**
 * keeper, against an anvil process behind a node that lies
 * ├─ given a task that can be settled
 * │  ├─ when the node leaves out logs, stalls or limits rates
 * │  │  └─ it settles nothing, and counts the failure
 * │  └─ when the node takes only short ranges of blocks
 * │     └─ it settles all the same
 * ├─ given two keepers at once
 * │  └─ it settles every task once
 * ├─ given a settled task
 * │  └─ when its block is deep enough
 * │     └─ it exports the labels that the chain confirms
 * └─ given a task with reviewers, one of whom does not reveal
 *    └─ it settles the task, frees the one's stake and slashes the other's
 */
import { expect } from "chai";
import { Contract, FetchRequest, HDNodeWallet, JsonRpcProvider, Mnemonic, toBeHex } from "ethers";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";

import { startKeeper } from "../../scripts/keeper/startKeeper.ts";
import type { RunningService } from "../../scripts/service/startService.ts";
import { type LocalProtocol, localProtocol } from "../protocol/helpers/localProtocol.ts";
import { type LyingNode, lyingNode } from "./helpers/lyingNode.ts";

const WORDS = Mnemonic.fromPhrase("test test test test test test test test test test test junk");
const CONFIRMATIONS = 2;

describe("keeper", function () {
  this.timeout(240_000);

  let local: LocalProtocol;
  let node: LyingNode;
  let registry: Contract;
  let task: bigint;
  const started: { keeper: RunningService; provider: JsonRpcProvider }[] = [];

  before(async function () {
    local = await localProtocol();
    const { anvil, book, run } = local;
    const { address, abi } = book.contracts.get("TaskRegistry")!;
    registry = new Contract(address, abi, anvil.provider);
    for (const account of ["2", "3", "4"]) await run("register", { account });
    ({ taskId: task } = await run("publish", { account: "1", items: 4, pool: "30", quota: 3 }));
    for (const account of ["2", "3", "4"]) {
      await run("commit", { task, account, answers: await local.sheet(account, [1, 2, 2, 1]) });
    }
    await anvil.passTime(86_400 + 120);
    await run("reveal", { task });
    node = await lyingNode(anvil.url);
  });

  after(async function () {
    for (const { keeper, provider } of started) {
      await keeper.stop();
      provider.destroy();
    }
    node.stop();
    await local.stop();
  });

  const folder = () => join(local.folder, "labels");

  /** Starts a keeper that sees the chain through the lying node. */
  async function start(account: number): Promise<RunningService> {
    const request = new FetchRequest(node.url);
    request.timeout = 400;
    request.setThrottleParams({ maxAttempts: 1, slotInterval: 10 });
    const provider = new JsonRpcProvider(request, 31337, {
      staticNetwork: true,
      cacheTimeout: -1,
      pollingInterval: 50,
    });
    const keeper = await startKeeper({
      provider,
      signer: HDNodeWallet.fromMnemonic(WORDS, `m/44'/60'/0'/0/${account}`).connect(provider),
      book: local.book,
      port: 0,
      folder: folder(),
      confirmations: CONFIRMATIONS,
      chunk: 1_000,
      pause: 50,
      log: pino({ level: "silent" }),
    });
    started.push({ keeper, provider });
    return keeper;
  }

  async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
    for (let tries = 0; tries < 900; tries++) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("it did not happen in time");
  }

  const ending = async () => Number((await registry.taskOf(task)).ending);
  const metrics = async ({ port }: RunningService) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();

  it("is never wrong on a bad node, and settles when it gets better", async function () {
    node.lie = "leave out logs";
    const keepers = [await start(6), await start(7)];
    for (const lie of ["leave out logs", "stall", "limit"] as const) {
      Object.assign(node, { lie, spoilt: 0 });
      await until(() => node.spoilt >= 3);
      expect(await ending(), lie).to.equal(0);
    }
    expect(await metrics(keepers[0])).to.match(/alaya_keeper_failures_total\{error="ChainDataError"\} [1-9]/);

    Object.assign(node, { lie: "refuse ranges", spoilt: 0 });
    await until(async () => (await ending()) === 1);
    expect(node.spoilt).to.be.greaterThan(0);
    const settled = await local.anvil.provider.getLogs({
      fromBlock: 0,
      address: await registry.getAddress(),
      topics: [registry.getEvent("TaskClosed").fragment.topicHash, toBeHex(task, 32)],
    });
    expect(settled).to.have.length(1);
  });

  it("exports what was settled once it is deep enough", async function () {
    node.lie = "none";
    for (let block = 0; block < CONFIRMATIONS; block++) await local.anvil.passTime(1);
    const file = join(folder(), `task-${task}.csv`);
    await until(async () => (await readdir(folder()).catch((): string[] => [])).includes(`task-${task}.csv`));
    const lines = (await readFile(file, "utf8")).trim().split("\n");
    expect(lines.map((line) => line.split(",").slice(0, 2).join())).to.deep.equal([
      "item,label",
      "1,1",
      "2,2",
      "3,2",
      "4,1",
    ]);
  });

  it("frees the stake of a task's reviewers, and slashes those who hide", async function () {
    const { run, anvil, book } = local;
    const reviewers = ["8", "9"];
    for (const account of reviewers) await run("review:stake", { account, amount: "500" });
    await anvil.passTime(1);
    const terms = { account: "1", items: 4, pool: "30", quota: 3, reviewers: 2, reviewerItems: 4 };
    ({ taskId: task } = await run("publish", terms));
    const answers = await local.sheet("review", [1, 2, 2, 1]);
    const commit = { task, answers };
    const sent = await run("review:commit", { ...commit, account: "8" });
    expect(sent.file, String(sent)).to.be.a("string");
    await run("review:commit", { ...commit, account: "9", sheets: join(local.folder, "hidden") });
    await anvil.passTime(86_400 + 120);
    expect(await run("reveal", { task })).to.deep.equal({ revealed: 1 });
    await anvil.passTime(86_400);

    const { address, abi } = book.contracts.get("ReviewerStake")!;
    const stake = new Contract(address, abi, anvil.provider);
    const stakes = async () => {
      const addresses = await Promise.all(reviewers.map((n) => anvil.provider.getSigner(Number(n))));
      const found = await Promise.all(addresses.map((reviewer) => stake.stakeOf(reviewer.address)));
      return found.map(({ active, locked }) => [active, locked].map((units: bigint) => Number(units / 10n ** 18n)));
    };
    await until(async () => (await stakes()).every(([, locked]) => locked === 0));
    expect(await stakes()).to.deep.equal([
      [500, 0],
      [0, 0],
    ]);
  });

  it("tells its health", async function () {
    const [{ keeper }] = started;
    const answer = await fetch(`http://127.0.0.1:${keeper.port}/health`);
    expect(answer.status).to.equal(200);
    expect(await answer.json()).to.include({ ok: true });
  });
});
