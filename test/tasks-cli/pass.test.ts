/**
 * the commands of those who hold a pass, against an anvil process
 * ├─ given a settled task
 * │  ├─ they record its experience once, for everybody
 * │  ├─ they let each pass take in its own by a real proof, once
 * │  └─ they raise the pass, as far as its experience goes
 * └─ given nothing to do or too little, they refuse with one line and send nothing
 */
import { expect } from "chai";

import { type LocalProtocol, localProtocol } from "../protocol/helpers/localProtocol.ts";

const CONTRIBUTORS = ["2", "3", "4"];
const DAY = 86_400;
/** Points that a valid sheet of the task is worth: its share of the fee, rounded down to a size of notes. */
const POINTS = 100;

describe("commands of those who hold a pass", function () {
  this.timeout(180_000);

  let local: LocalProtocol;
  let run: LocalProtocol["run"];
  let task: bigint;

  before(async function () {
    local = await localProtocol();
    run = local.run;
    for (const account of CONTRIBUTORS) await run("register", { account });
    const answers = await local.sheet("answers", [1, 2, 1, 2, 1, 2]);
    const published = await run("publish", { account: "1", items: 6, pool: "60", quota: 3 });
    expect(published, String(published)).to.have.property("taskId");
    task = published.taskId;
    for (const account of CONTRIBUTORS) await run("commit", { task, answers, account });
    expect(await run("pass:record", { task })).to.equal(`Task ${task} is not settled: settle it first.`);
    await local.anvil.passTime(DAY + 120);
    await run("reveal", { task });
    await run("settle", { task });
  });

  after(() => local.stop());

  it("turn the sheets of a settled task into experience, level and skill", async function () {
    expect(await run("pass:gain", { account: "2" })).to.match(/no notes of this account: .* recorded \(pass:record\)/);
    expect(await run("pass:record", { account: "5", task })).to.deep.equal({ recorded: 3, amount: POINTS });
    expect(await run("pass:record", { account: "5", task })).to.match(/no experience left to record/);
    expect(await run("pass:level-up", { account: "2" })).to.match(/has experience 0, level 2 needs 100: answer tasks/);

    expect(await run("pass:gain", { account: "2" })).to.deep.equal({ passId: 1n, notes: 1, gained: POINTS });
    expect(await run("pass:gain", { account: "2", task })).to.equal(
      `This account's notes of task ${task} are all taken in.`,
    );
    expect(await run("pass:gain", { account: "3", task })).to.include({ passId: 2n, gained: POINTS });

    expect(await run("pass:level-up", { account: "2" })).to.deep.equal({ passId: 1n, level: 2 });
    expect(await run("pass:level-up", { account: "2" })).to.match(/experience 100, level 3 needs 300/);
    expect(await run("pass:show", { account: "2" })).to.deep.include({ level: 2, experience: 100n, skills: [] });
    expect(await run("pass:show", { account: "4" })).to.deep.include({ level: 1, experience: 0n, passId: 3n });
    expect(await run("pass:skill", { account: "2", field: 1 })).to.match(/ExperienceInsufficient .*needed 200/);
  });

  it("renew a pass in the last third of its season", async function () {
    const { validUntil } = await run("pass:show", { account: "4" });
    expect(await run("pass:renew", { account: "4" })).to.match(/RenewalTooEarly/);
    await local.anvil.passTime(70 * DAY);
    const renewed = await run("pass:renew", { account: "4" });
    expect(renewed.passId).to.equal(3n);
    expect(renewed.validUntil).to.be.greaterThan(validUntil + 60 * DAY);
  });

  it("refuse those without a pass, and fields that do not exist", async function () {
    const before = await local.anvil.provider.getBlockNumber();
    for (const command of ["pass:show", "pass:gain", "pass:level-up", "pass:renew"]) {
      expect(await run(command, { account: "8" })).to.match(
        /has no pass on this chain: mint one with the command register/,
      );
    }
    for (const field of [0, 63, 99]) {
      expect(await run("pass:skill", { account: "2", field })).to.match(/There is no field \d+: add --field/);
    }
    expect(await run("pass:record", {})).to.match(/Say which task/);
    expect(await local.anvil.provider.getBlockNumber()).to.equal(before);
  });
});
