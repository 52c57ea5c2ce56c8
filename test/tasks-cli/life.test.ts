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
 *    ├─ it refuses with one line, and neither sends nor stores anything
 *    └─ it ends with exit code 1
 */
import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { type LocalProtocol, localProtocol } from "../protocol/helpers/localProtocol.ts";

const CONTRIBUTORS = ["2", "3", "4"];
const DAY = 86_400;

describe("commands of the protocol's users", function () {
  this.timeout(180_000);

  let local: LocalProtocol;
  let run: LocalProtocol["run"];
  let answers: string;

  before(async function () {
    local = await localProtocol();
    run = local.run;
    answers = await local.sheet("answers", [1, 2, 1, 2, 1, 2]);
  });

  after(() => local.stop());

  it("takes a task from publication to payment", async function () {
    for (const account of CONTRIBUTORS) await run("register", { account });
    expect(await run("register", { account: "2" })).to.match(/holds a pass already/);

    const gold = await local.sheet("gold", [1]);
    const { taskId: task } = await run("publish", { account: "1", items: 6, pool: "30", quota: 3, gold });
    expect(task).to.equal(1n);

    for (const account of CONTRIBUTORS) await run("commit", { task, answers, account });
    expect(await run("commit", { task, answers, account: "2" })).to.match(/All 3 places of task 1 are taken/);
    expect(await run("reveal", { task })).to.match(/in phase "commit": sheets are revealed from/);

    await local.anvil.passTime(DAY);
    await run("open", { account: "1", task });
    expect(await run("open", { account: "1", task })).to.equal("Task 1 has no gold to open.");

    await local.anvil.passTime(120);
    expect(await run("verify:task", { task })).to.match(/lack TaskLabelled: it is not settled/);
    expect(await run("settle", { task })).to.match(/in phase "reveal": it can be settled from/);
    expect(await run("reveal", { task })).to.deep.equal({ revealed: 3 });
    expect(await run("reveal", { task })).to.match(/in phase "settle"/);

    const { labels } = await run("settle", { account: "5", task });
    expect([...labels]).to.deep.equal([1, 2, 1, 2, 1, 2]);
    expect(await run("settle", { task })).to.equal('Task 1 is in phase "settled".');

    expect(await run("verify:task", { task })).to.deep.equal({ task: "1", equal: true });

    expect(await run("claim", { account: "5", task })).to.deep.equal({ claims: 3, paid: 30n * 10n ** 18n });
    expect(await run("claim", { task })).to.equal("Task 1 owes nobody anything.");

    const [shown] = await run("status", { task });
    expect(shown).to.include({ phase: "settled", commits: 3, reveals: 3, pool: "30.0 AIA" });
    for (const payout of shown.payouts) expect(payout).to.include({ amount: "10.0 AIA", claimed: true });
  });

  it("refuses bad input before anything is sent or stored", async function () {
    const { folder, anvil } = local;
    const noColumn = join(folder, "noColumn.csv");
    await writeFile(noColumn, "question,label\n1,1\n");
    const before = [await anvil.provider.getBlockNumber(), await readdir(folder)];
    const task = { account: "1", items: 6, pool: "30", quota: 3, sheets: join(folder, "other") };
    const cases: [string, Record<string, unknown>, RegExp][] = [
      ["publish", { ...task, items: 0 }, /either --questions <file> or --items/],
      ["publish", { ...task, items: 0, questions: "nothing.csv" }, /Cannot read nothing.csv: there is no such file/],
      ["publish", { ...task, pool: "a lot" }, /--pool is "a lot": give an amount/],
      ["publish", { ...task, pool: "99999999" }, /has .* AIA, publishing takes .* AIA: send it the rest/],
      ["publish", { ...task, gold: noColumn }, /no column "item": its columns are question, label/],
      ["publish", { ...task, account: "0x00" }, /0x00 is not an account of this network/],
      ["publish", { ...task, classes: 255 }, /TermsOutOfBounds \(parameter classes, value 255, least 2, most 254\)/],
      ["commit", { task: 9n, answers }, /There is no task 9: give 1 to 1/],
      ["commit", { task: 0n }, /Say which task/],
      ["commit", { task: 1n, answers, relay: "http://127.0.0.1:9" }, /Task 1 is in phase "settled": commits are over/],
    ];
    for (const [name, args, message] of cases) expect(await run(name, args)).to.match(message);
    expect([await anvil.provider.getBlockNumber(), await readdir(folder)]).to.deep.equal(before);
  });

  it("ends with exit code 1 and one line when no node answers", function () {
    const env = { ...process.env, LOCALHOST_URL: "http://127.0.0.1:9" };
    const options = { env, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync("hardhat", ["status", "--network", "localhost"], options);
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
    const lines = stderr.split("\n").filter((line) => line !== "" && !line.startsWith("npm warn"));
    expect(lines).to.have.length(1);
    expect(lines[0]).to.match(/^No node answers for network localhost/);
  });
});
