/**
 * a relay that is killed, against an anvil process
 * └─ given sheets that it has taken
 *    └─ when it is killed at any point and started again
 *       ├─ it commits and reveals every sheet exactly once
 *       ├─ it sends no transaction that fails
 *       └─ it earns its fee for every sheet
 */
import { expect } from "chai";
import { Contract, HDNodeWallet, Mnemonic, parseEther } from "ethers";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { type LocalProtocol, localProtocol } from "../protocol/helpers/localProtocol.ts";

const CONTRIBUTORS = ["2", "3", "4"];
const FEE = parseEther("0.5");
/** Milliseconds between start and kill: before, while and after transactions are sent and mined. */
const LIVES = [100, 700];
const PORT = 18_787;
const RELAY = `http://127.0.0.1:${PORT}`;
const WORDS = Mnemonic.fromPhrase("test test test test test test test test test test test junk");

describe("a relay that is killed", function () {
  this.timeout(240_000);

  let local: LocalProtocol;
  let relay: ChildProcess;
  const wallet = HDNodeWallet.fromMnemonic(WORDS, "m/44'/60'/0'/0/9");

  before(async function () {
    local = await localProtocol();
    for (const account of CONTRIBUTORS) await local.run("register", { account });
  });

  after(async function () {
    if (relay) await kill();
    await local.stop();
  });

  /** Starts the relay and waits until it listens. */
  async function start(): Promise<void> {
    const { anvil, bookFolder, folder } = local;
    const database = join(folder, "relay.sqlite");
    const options = { url: anvil.url, key: wallet.privateKey, bookFolder, database, fee: String(FEE), port: PORT };
    const script = fileURLToPath(new URL("./helpers/relayProcess.ts", import.meta.url));
    relay = spawn("node", ["--no-warnings", script, JSON.stringify(options)], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise<void>((resolve, reject) => {
      relay.stdout!.on("data", (text) => String(text).includes("relay is open") && resolve());
      relay.once("exit", () => reject(new Error("the relay did not start")));
    });
  }

  async function kill(): Promise<void> {
    relay.kill("SIGKILL");
    if (relay.exitCode === null && relay.signalCode === null) await once(relay, "exit");
  }

  const sleep = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

  /** Kills and restarts the relay until all sheets are through. */
  async function live(finished: () => Promise<boolean>): Promise<void> {
    for (const time of LIVES) {
      await sleep(time);
      await kill();
      await start();
    }
    for (let tries = 0; tries < 300 && !(await finished()); tries++) await sleep(100);
  }

  it("loses no sheet and sends none twice", async function () {
    const { anvil, book, run } = local;
    const { address, abi } = book.contracts.get("TaskRegistry")!;
    const registry = new Contract(address, abi, anvil.provider);
    const { taskId: task, terms } = await run("publish", { account: "1", items: 4, pool: "30", quota: 3 });
    await start();
    await anvil.provider.send("evm_setAutomine", [true]);
    for (const account of CONTRIBUTORS) {
      const answers = await local.sheet(account, [1, 2, 1, 2]);
      const taken = await run("commit", { task, account, answers, relay: RELAY });
      expect(taken, String(taken)).to.have.property("nullifier");
    }
    await anvil.provider.send("evm_setAutomine", [false]);
    await anvil.provider.send("evm_setIntervalMining", [1]);
    await live(async () => (await registry.taskOf(task)).commits === 3n);
    expect(await run("reveal", { task, relay: RELAY })).to.match(/in phase "commit"/);

    await anvil.passTime(86_400 + 120);
    await run("reveal", { task, relay: RELAY });
    await live(async () => (await registry.taskOf(task)).reveals === 3n);

    const state = await registry.taskOf(task);
    expect([state.commits, state.reveals]).to.deep.equal([3n, 3n]);
    expect(await registry.getFunction("balanceOf")(terms.token, wallet.address)).to.equal(3n * FEE);
    expect(await successes()).to.equal(await anvil.provider.getTransactionCount(wallet.address));
  });

  /** Transactions of the relay that the chain carried out. */
  async function successes(): Promise<number> {
    const { provider } = local.anvil;
    let succeeded = 0;
    for (let block = await provider.getBlockNumber(); block > 0; block--) {
      for (const hash of (await provider.getBlock(block))!.transactions) {
        const receipt = (await provider.getTransactionReceipt(hash))!;
        if (receipt.from === wallet.address) succeeded += receipt.status ?? 0;
      }
    }
    return succeeded;
  }
});
