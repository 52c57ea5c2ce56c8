/**
 * the commands of those who hold AGT, against an anvil process
 * ├─ it takes a change from a readable file to its execution
 * ├─ it makes the calls that a timelock has held long enough, and leaves the governor's to the governor
 * ├─ it shows state, votes, time left and decoded calls on the way
 * └─ given bad input or the wrong time, it refuses with one line
 */
import { expect } from "chai";
import { Contract, id, Interface, ZeroHash } from "ethers";
import type { HardhatUserConfig } from "hardhat/config";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import config from "../../hardhat.config.ts";
import { readAddressBook } from "../../scripts/protocol/readAddressBook.ts";
import { type Anvil, startAnvil } from "../protocol/helpers/startAnvil.ts";

const AGT = 10n ** 18n;

describe("commands of those who hold AGT", function () {
  this.timeout(120_000);

  let anvil: Anvil;
  let folder: string;
  let hre: HardhatRuntimeEnvironment;

  before(async function () {
    anvil = await startAnvil();
    folder = await mkdtemp(join(tmpdir(), "alaya-"));
    const localhost = { type: "http", url: anvil.url, accounts: "remote" } as const;
    const user: HardhatUserConfig = { ...config, paths: { ignition: join(folder, "deploy") }, networks: { localhost } };
    hre = await createHardhatRuntimeEnvironment(user, { network: "localhost" });
    await run("deploy:local", {});
  });

  after(async function () {
    await anvil.stop();
    await rm(folder, { recursive: true });
  });

  /** Runs a command with its output held back; gives its result, or the line of its error. */
  async function run(name: string, args: Record<string, unknown>) {
    const { log, error } = console;
    console.log = console.error = () => undefined;
    try {
      const defaults = hre.tasks.getTask(name).options;
      const given = Object.fromEntries([...defaults].map(([key, { defaultValue }]) => [key, defaultValue]));
      const result = await hre.tasks.getTask(name).run({ ...given, ...args });
      return result.success ? result.value : result.error;
    } finally {
      Object.assign(console, { log, error });
    }
  }

  async function write(changes: unknown, title = "Wait longer before votes are counted"): Promise<string> {
    const file = join(folder, "proposal.json");
    await writeFile(file, JSON.stringify({ title, text: "So that holders can delegate.", changes }));
    return file;
  }

  const change = { contract: "AlayaGovernor", function: "setVotingDelay", values: { newVotingDelay: 120 } };

  it("takes a change from a file to its execution", async function () {
    const file = await write([change]);
    expect(await run("propose", { file })).to.match(/votes with 0.0 AGT, a proposer needs 100000.0 AGT/);
    expect((await run("delegate", {})).votes > 900_000_000n * AGT).to.equal(true);
    expect(
      (await run("delegate", { account: "1", to: (await run("delegate", {})).delegatee })).votes,
    ).to.be.greaterThan(0n);

    // A proposer's votes are those of the second before.
    await anvil.passTime(1);
    const preview = await run("propose", { file, dryRun: true });
    expect(await run("proposals", {})).to.deep.equal({ proposals: [] });
    const { id } = await run("propose", { file });
    expect(id).to.equal(preview.id);
    const proposal = String(id).slice(0, 12);
    expect(await run("vote", { proposal, choice: "for" })).to.match(/is pending, not active/);

    await anvil.passTime(61);
    expect(await run("vote", { proposal, choice: "for", account: "1" })).to.match(/had no votes when voting began/);
    await run("vote", { proposal, choice: "for", reason: "Safer" });
    expect(await run("vote", { proposal, choice: "for" })).to.match(/has voted on this proposal already/);
    expect(await run("queue", { proposal })).to.match(/is active, not succeeded/);
    const [shown] = (await run("proposals", {})).proposals;
    expect(shown).to.include({ id, state: "active", against: 0n });
    expect(shown.calls).to.deep.equal(["AlayaGovernor.setVotingDelay(newVotingDelay: 120)"]);

    await anvil.passTime(601);
    await run("queue", { proposal, account: "3" });
    // What the governor queues, it executes itself.
    expect(await run("execute:remote", {})).to.deep.equal({ done: 0, waiting: 0 });
    expect(await run("execute", { proposal })).to.match(/The timelock holds it until 20/);
    await anvil.passTime(61);
    expect(await run("execute", { proposal, account: "4" })).to.deep.equal({ id });
    expect((await run("proposals", {})).proposals[0].state).to.equal("executed");
  });

  const wrong: [string, unknown, RegExp][] = [
    ["an unknown contract", { ...change, contract: "Bank" }, /There is no contract Bank: choose among /],
    ["an unknown function", { ...change, function: "setDelay" }, /AlayaGovernor has no single function setDelay/],
    ["a function that only reads", { ...change, function: "votingDelay", values: {} }, /votingDelay only reads/],
    ["a missing value", { ...change, values: {} }, /setVotingDelay needs a value "newVotingDelay" \(uint48\)/],
    [
      "a superfluous value",
      { ...change, values: { newVotingDelay: 1, x: 2 } },
      /has no value "x": it takes newVotingDelay/,
    ],
    ["a value of another type", { ...change, values: { newVotingDelay: "soon" } }, /cannot take these values/],
    ["a number that JSON rounds", { ...change, values: { newVotingDelay: 1e20 } }, /write it in quotes/],
    ["an unknown key", { ...change, gas: 1 }, /The proposal's changes.0 is wrong/],
  ];
  for (const [what, given, message] of wrong) {
    it(`refuses ${what}`, async function () {
      expect(await run("propose", { file: await write([given]) })).to.match(message);
    });
  }

  it("takes structs and names of contracts", async function () {
    const calls = [
      {
        contract: "PassPolicy",
        function: "setLevel",
        values: { level: 2, terms: { experience: 1, aia: "5", agt: 0 } },
      },
      { contract: "AGTToken", function: "mint", values: { account: "TimelockController", amount: "1" } },
    ];
    await run("delegate", {});
    const { id } = await run("propose", { file: await write(calls, "Two calls") });
    const found = (await run("proposals", {})).proposals.find((each: { id: bigint }) => each.id === id);
    expect(found.calls[0]).to.equal("PassPolicy.setLevel(level: 2, terms: { experience: 1, aia: 5, agt: 0 })");
    expect(found.calls[1]).to.match(/^AGTToken.mint\(account: TimelockController 0x[0-9a-fA-F]{40}, amount: 1\)$/);
  });

  it("makes single calls once the timelock has held them long enough", async function () {
    const { contracts } = await readAddressBook(join(folder, "deploy", "deployments", "chain-31337"));
    const [timelock, governor] = ["TimelockController", "AlayaGovernor"].map((name) => contracts.get(name)!);
    const coder = new Interface(timelock.abi);
    // In place of a satellite's executor.
    const data = coder.encodeFunctionData("updateDelay", [90]);
    const call = [timelock.address, 0, data, ZeroHash, id("salt"), 60];
    const { provider } = anvil;
    await provider.send("anvil_impersonateAccount", [governor.address]);
    await provider.send("anvil_setBalance", [governor.address, "0xde0b6b3a7640000"]);
    const scheduled = {
      from: governor.address,
      to: timelock.address,
      data: coder.encodeFunctionData("schedule", call),
    };
    await provider.waitForTransaction(await provider.send("eth_sendTransaction", [scheduled]));

    expect(await run("execute:remote", {})).to.deep.equal({ done: 0, waiting: 1 });
    await anvil.passTime(61);
    expect(await run("execute:remote", { account: "4" })).to.deep.equal({ done: 1, waiting: 0 });
    expect(await new Contract(timelock.address, timelock.abi, provider).getMinDelay()).to.equal(90n);
    expect(await run("execute:remote", {})).to.deep.equal({ done: 0, waiting: 0 });
  });

  it("refuses bad options", async function () {
    const cases: [string, Record<string, unknown>, RegExp][] = [
      ["propose", {}, /add --file/],
      ["propose", { file: join(folder, "none.json") }, /no such file/],
      ["vote", { proposal: "1", choice: "maybe" }, /give for, against or abstain/],
      ["vote", { choice: "for" }, /Say which proposal/],
      ["queue", { proposal: "0" }, /No proposal begins with 0/],
      ["propose:link", { file: "link.json" }, /Add --to <network of the satellite>/],
      ["propose:remote", { to: "localhost", file: "remote.json" }, /--changes <changes.json>/],
      ["attestor", {}, /Say where messages go: add --to <network>/],
      ["attestor", { to: "nowhere" }, /nowhere/],
      ["delegate", { to: "me" }, /--to is "me": give an address/],
    ];
    for (const [name, args, message] of cases) expect(await run(name, args)).to.match(message);
    await writeFile(join(folder, "broken.json"), "{");
    expect(await run("propose", { file: join(folder, "broken.json") })).to.match(/The proposal is not JSON/);
  });
});
