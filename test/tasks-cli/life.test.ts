/**
 * the commands of the protocol's users, against an anvil process
 * ├─ given a task with gold and three registered contributors
 * │  ├─ when they commit, reveal, settle and claim in turn
 * │  │  ├─ it labels every item as the contributors agree
 * │  │  ├─ it pays every contributor
 * │  │  └─ it shows the task as settled and paid
 * │  └─ when a command comes at the wrong time or a second time
 * │     └─ it refuses with one line that says what to do
 * └─ given bad input
 *    └─ it refuses with one line and exit code 1, and sends nothing
 */
import { expect } from "chai";
import type { HardhatUserConfig } from "hardhat/config";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import config from "../../hardhat.config.ts";
import { type Anvil, startAnvil } from "../protocol/helpers/startAnvil.ts";

const CONTRIBUTORS = ["2", "3", "4"];
const DAY = 86_400;

describe("commands of the protocol's users", function () {
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
    await writeFile(join(folder, "gold.csv"), "item,answer\n1,1\n");
    await writeFile(join(folder, "answers.csv"), "item,answer\n1,1\n2,2\n3,1\n4,2\n5,1\n6,2\n");
    await writeFile(join(folder, "wrong.csv"), "item,answer\n1,3\n");
    await writeFile(join(folder, "noColumn.csv"), "question,label\n1,1\n");
  });

  after(async function () {
    await anvil.stop();
    await rm(folder, { recursive: true });
  });

  const sheets = () => join(folder, "sheets");
  const file = (name: string) => join(folder, name);

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

  it("takes a task from publication to payment", async function () {
    await run("deploy:local", {});
    for (const account of CONTRIBUTORS) await run("register", { account });
    expect(await run("register", { account: "2" })).to.match(/holds a pass already/);

    const task = { account: "1", items: 6, pool: "30", quota: 3, gold: file("gold.csv"), sheets: sheets() };
    const { taskId } = await run("publish", task);
    expect(taskId).to.equal(1n);

    const sheet = { task: taskId, answers: file("answers.csv"), sheets: sheets() };
    for (const account of CONTRIBUTORS) await run("commit", { ...sheet, account });
    expect(await run("commit", { ...sheet, account: "2" })).to.match(/All 3 places of task 1 are taken/);
    expect(await run("reveal", { task: taskId, sheets: sheets() })).to.match(
      /in phase "commit": sheets are revealed from/,
    );

    await anvil.passTime(DAY);
    await run("open", { account: "1", task: taskId, sheets: sheets() });
    expect(await run("open", { account: "1", task: taskId, sheets: sheets() })).to.equal("Task 1 has no gold to open.");

    await anvil.passTime(120);
    expect(await run("settle", { task: taskId })).to.match(/in phase "reveal": it can be settled from/);
    expect(await run("reveal", { task: taskId, sheets: sheets() })).to.deep.equal({ revealed: 3 });
    expect(await run("reveal", { task: taskId, sheets: sheets() })).to.match(/in phase "settle"/);

    const { labels } = await run("settle", { account: "5", task: taskId });
    expect([...labels]).to.deep.equal([1, 2, 1, 2, 1, 2]);
    expect(await run("settle", { task: taskId })).to.equal('Task 1 is in phase "settled".');

    const claimed = await run("claim", { account: "5", task: taskId });
    expect(claimed).to.deep.equal({ claims: 3, paid: 30n * 10n ** 18n });
    expect(await run("claim", { task: taskId })).to.equal("Task 1 owes nobody anything.");

    const [shown] = await run("status", { task: taskId });
    expect(shown).to.include({ phase: "settled", commits: 3, reveals: 3, pool: "30.0 AIA" });
    expect(shown.payouts.map(({ amount, claimed }: Record<string, unknown>) => [amount, claimed])).to.deep.equal(
      Array(3).fill(["10.0 AIA", true]),
    );
  });

  it("refuses bad input before anything is sent or stored", async function () {
    const before = [await anvil.provider.getBlockNumber(), await readdir(folder)];
    const task = { account: "1", items: 6, pool: "30", quota: 3, sheets: file("other") };
    const cases: [string, Record<string, unknown>, RegExp][] = [
      ["publish", { ...task, items: 0 }, /either --questions <file> or --items/],
      ["publish", { ...task, items: 0, questions: file("nothing.csv") }, /Cannot read .*there is no such file/],
      ["publish", { ...task, pool: "a lot" }, /--pool is "a lot": give an amount/],
      ["publish", { ...task, pool: "99999999" }, /has .* AIA, publishing takes .* AIA: send it the rest/],
      ["publish", { ...task, gold: file("noColumn.csv") }, /no column "item": its columns are question, label/],
      ["publish", { ...task, account: "0x00" }, /0x00 is not an account of this network/],
      ["publish", { ...task, classes: 255 }, /TermsOutOfBounds \(parameter classes, value 255, least 2, most 254\)/],
      ["commit", { task: 9n, answers: file("answers.csv") }, /There is no task 9: give 1 to 1/],
      ["commit", { task: 0n }, /Say which task/],
    ];
    for (const [name, args, message] of cases) expect(await run(name, args)).to.match(message);
    expect([await anvil.provider.getBlockNumber(), await readdir(folder)]).to.deep.equal(before);
  });

  it("ends with exit code 1 and one line when no node answers", function () {
    const env = { ...process.env, LOCALHOST_URL: "http://127.0.0.1:9" };
    const { status, stdout, stderr } = spawnSync("hardhat", ["status", "--network", "localhost"], {
      env,
      encoding: "utf8",
    });
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
    const lines = stderr.split("\n").filter((line) => line !== "" && !line.startsWith("npm warn"));
    expect(lines).to.have.length(1);
    expect(lines[0]).to.match(/^No node answers for network localhost/);
  });
});
