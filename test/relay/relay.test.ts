/**
 * relay, against an anvil process
 * ├─ given a request that is malformed, too large or too frequent
 * │  └─ it refuses it with the status that says why
 * ├─ given a commit of which one thing is wrong
 * │  └─ it refuses it and spends no gas
 * ├─ given an opening before the reveal phase
 * │  └─ it refuses it
 * └─ given good commits
 *    ├─ it sends them together and says what became of them
 *    └─ when the node does not take the transaction
 *       └─ it sends the same nonce again with a higher fee
 */
import { expect } from "chai";
import { HDNodeWallet, Mnemonic, parseEther, Wallet } from "ethers";
import { join } from "node:path";
import { pino } from "pino";

import { bondLock } from "../../scripts/protocol/bondLock.ts";
import { listSheets } from "../../scripts/protocol/listSheets.ts";
import type { PreparedSheet } from "../../scripts/protocol/prepareSheet.ts";
import { type Relay, startRelay } from "../../scripts/relay/startRelay.ts";
import { type LocalProtocol, localProtocol } from "../protocol/helpers/localProtocol.ts";

const WORDS = Mnemonic.fromPhrase("test test test test test test test test test test test junk");
const walletAt = (index: number) => HDNodeWallet.fromMnemonic(WORDS, `m/44'/60'/0'/0/${index}`);
const FEE = parseEther("0.5");

describe("relay", function () {
  this.timeout(180_000);

  let local: LocalProtocol;
  let relay: Relay;
  let url: string;
  let task: bigint;
  /** What the relay logs beyond its usual course. */
  const warnings: string[] = [];
  /** Bodies of good commits, caught on their way to the relay. */
  const commits: Record<string, never>[] = [];

  before(async function () {
    local = await localProtocol();
    const { anvil, book, folder, run } = local;
    for (const account of ["2", "3"]) await run("register", { account });
    ({ taskId: task } = await run("publish", { account: "1", items: 4, pool: "30", quota: 3 }));
    relay = await startRelay({
      provider: anvil.provider,
      signer: new Wallet(walletAt(9).privateKey, anvil.provider),
      book,
      database: join(folder, "relay.sqlite"),
      fee: FEE,
      port: 0,
      mostBytes: 4_096,
      burst: 500,
      perSecond: 1,
      pause: 50,
      patience: 1_000,
      log: pino({ level: "warn" }, { write: (line: string) => void warnings.push(line) }),
    });
    url = `http://127.0.0.1:${relay.port}`;
    await anvil.provider.send("evm_setAutomine", [true]);
    const { fetch } = globalThis;
    globalThis.fetch = async (input, init) => {
      if (init?.method !== "POST") return fetch(input, init);
      commits.push(JSON.parse(String(init.body)));
      return new Response("{}", { status: 202 });
    };
    try {
      for (const account of ["2", "3"]) {
        const answers = await local.sheet(account, [1, 2, 1, 2]);
        await run("commit", { task, account, answers, relay: url });
      }
    } finally {
      globalThis.fetch = fetch;
    }
  });

  after(async function () {
    await relay.stop();
    await local.stop();
  });

  async function post(path: string, body: unknown) {
    const text = JSON.stringify(body, (_, value) => (typeof value === "bigint" ? String(value) : value));
    const response = await fetch(`${url}${path}`, { method: "POST", body: text });
    return { status: response.status, ...((await response.json()) as { error?: string; state?: string }) };
  }

  async function get(path: string) {
    return (await fetch(`${url}${path}`)).json() as Promise<Record<string, unknown>>;
  }

  async function until(condition: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 480; tries++) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new Error(`It did not happen within two minutes; the relay says: ${warnings.join("")}`);
  }

  it("names its terms and its health", async function () {
    expect(await get("/terms")).to.include({ relayer: walletAt(9).address, fee: String(FEE), chainId: "31337" });
    expect(await get("/health")).to.include({ ok: true, queued: 0, sent: 0 });
  });

  it("refuses what is malformed or too large", async function () {
    expect(await post("/commits", "text")).to.deep.include({ status: 400 });
    expect(await post("/commits", { ...commits[0], taskId: 1 })).to.include({ status: 400 });
    const field = { ...commits[0], proof: { root: "1", points: ["1"] } };
    expect((await post("/commits", field)).error).to.match(/^proof\.points: /);
    expect(await post("/commits", { padding: "x".repeat(5_000) })).to.include({ status: 413 });
    expect((await get("/nothing")).error).to.equal("There is nothing at /nothing.");
  });

  it("refuses a commit of which one thing is wrong", async function () {
    const { sheet, proof, bondSignature } = commits[0] as Record<string, never>;
    const points = proof["points"] as string[];
    const [first, ...others] = points;
    const wrong: [string, Record<string, unknown>, number, RegExp][] = [
      ["task", { taskId: "7" }, 404, /There is no task 7/],
      ["relayer", { sheet: { ...(sheet as object), relayer: walletAt(8).address } }, 422, /names the relayer/],
      ["fee", { sheet: { ...(sheet as object), fee: "1" } }, 402, /this relay takes 500000000000000000/],
      ["bond account", { sheet: { ...(sheet as object), bondAccount: walletAt(8).address } }, 402, /the bond is/],
      ["signature", { bondSignature: `${(bondSignature as string).slice(0, -4)}0000` }, 422, /has not signed/],
      ["root", { proof: { root: "5", points } }, 422, /root is unknown or too old/],
      [
        "proof",
        { proof: { ...(proof as object), points: [String(BigInt(first) + 1n), ...others] } },
        422,
        /does not hold/,
      ],
    ];
    for (const [what, change, status, message] of wrong) {
      const answer = await post("/commits", { ...commits[0], ...change });
      expect(answer.status, what).to.equal(status);
      expect(answer.error, what).to.match(message);
    }
    expect(await local.anvil.provider.getTransactionCount(walletAt(9).address)).to.equal(0);
  });

  it("refuses a level that the bond's owner did not sign", async function () {
    const [stored] = await storedSheets();
    const commit = { ...stored.commit, claimedLevel: 2 };
    const { domain, types, value } = bondLock({ ...stored, commit });
    const signature = await walletAt(2).signTypedData(domain, types, value);
    const answer = await post("/commits", { ...commits[0], sheet: commit, bondSignature: signature });
    expect(answer.status).to.equal(422);
  });

  it("refuses an opening before the reveal phase", async function () {
    const [{ opening }] = await storedSheets();
    const answer = await post("/reveals", { taskId: task, opening });
    expect(answer).to.deep.include({ status: 409 });
    expect(answer.error).to.match(/keep the opening to yourself until reveals start/);
  });

  it("sends commits, with higher fees when they are not taken", async function () {
    const { provider } = local.anvil;
    await provider.send("evm_setAutomine", [false]);
    for (const commit of commits)
      expect(await post("/commits", commit)).to.deep.equal({ status: 202, state: "queued" });
    expect((await post("/commits", commits[0])).status).to.equal(202);

    const pending = async () => {
      const { transactions } = await provider.send("eth_getBlockByNumber", ["pending", true]);
      return transactions as { from: string; nonce: string; maxFeePerGas: string }[];
    };
    await until(async () => (await pending()).length === 1);
    const [first] = await pending();
    await until(async () => BigInt((await pending())[0].maxFeePerGas) > BigInt(first.maxFeePerGas));
    const [second] = await pending();
    expect(second.nonce).to.equal(first.nonce);

    await provider.send("evm_setIntervalMining", [1]);
    const nullifiers = (await storedSheets()).map(({ commit }) => commit.nullifier);
    for (const nullifier of nullifiers) {
      await until(async () => (await get(`/commits/${task}/${nullifier}`)).state === "done");
    }
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).to.match(/alaya_relay_accepted_total\{kind="commit"\} 2/);
    expect(metrics).to.match(/alaya_relay_replacements_total [1-9]/);
  });

  it("refuses too many requests", async function () {
    let status = 200;
    for (let requests = 0; requests < 600 && status === 200; requests++) ({ status } = await fetch(`${url}/terms`));
    expect(status).to.equal(429);
  });

  function storedSheets(): Promise<PreparedSheet[]> {
    const { address: registry } = local.book.contracts.get("TaskRegistry")!;
    return listSheets(join(local.folder, "sheets"), { chainId: 31337n, registry, taskId: task });
  }
});
