/**
 * the commands of reviewers, against an anvil process
 * ├─ given a task with places for reviewers
 * │  ├─ they show the items of a reviewer, and take answers to those only
 * │  ├─ they take the review to its payment and free its stake
 * │  └─ they give the stake back after the cooldown
 * └─ given bad input, they refuse with one line
 */
import { expect } from "chai";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { type LocalProtocol, localProtocol } from "../protocol/helpers/localProtocol.ts";

const AGT = 10n ** 18n;
const DAY = 86_400;

describe("commands of reviewers", function () {
  this.timeout(180_000);

  let local: LocalProtocol;
  let run: LocalProtocol["run"];

  before(async function () {
    local = await localProtocol();
    run = local.run;
  });

  after(() => local.stop());

  /** Writes answers to some items only. */
  async function part(name: string, items: readonly number[]): Promise<string> {
    const path = join(local.folder, `${name}.csv`);
    await writeFile(path, `item,answer\n${items.map((item) => `${item},${1 + (item % 2)}\n`).join("")}`);
    return path;
  }

  it("take a review from its stake to its end", async function () {
    const publishing = { account: "1", items: 10, pool: "30", quota: 3, reviewers: 2, reviewerItems: 4 };
    await run("publish", publishing);
    expect(await run("review:stake", { account: "6", amount: "1000" })).to.deep.equal({ active: 1_000n * AGT });
    await run("review:stake", { account: "7", amount: "500" });
    const early = await run("review:status", { account: "6", task: 1n });
    const tooLate = await part("tooLate", early.items);
    expect(await run("review:commit", { account: "6", task: 1n, answers: tooLate })).to.match(/ReviewerStakeTooYoung/);

    await local.anvil.passTime(1);
    const { taskId: task } = await run("publish", publishing);
    const { items } = await run("review:status", { account: "6", task });
    expect(items).to.have.length(4);
    const foreign = await part("foreign", [[1, 2, 3, 4, 5].find((item) => !items.includes(item))!]);
    expect(await run("review:commit", { account: "6", task, answers: foreign })).to.match(
      /Item \d is not one of those that 0x.* answers: leave it out/,
    );
    for (const account of ["6", "7"]) {
      const own = await run("review:status", { account, task });
      const answers = await part(`review${account}`, own.items);
      const sent = await run("review:commit", { account, task, answers });
      expect(sent.file, String(sent)).to.be.a("string");
    }
    const third = await part("third", [1]);
    expect(await run("review:commit", { account: "8", task, answers: third })).to.match(/All 2 places for reviewers/);
    expect((await run("review:status", { account: "7" })).locked).to.equal(500n * AGT);
    expect(await run("review:unstake", { account: "7" })).to.include({ leaving: 500n * AGT });

    await local.anvil.passTime(DAY + 120);
    expect(await run("reveal", { task })).to.deep.equal({ revealed: 2 });
    expect(await run("review:resolve", { task })).to.match(/is not settled: settle it first/);
    await run("settle", { account: "5", task });
    expect(await run("verify:task", { task })).to.deep.equal({ task: String(task), equal: true });
    const [shown] = await run("status", { task });
    expect(shown).to.include({ phase: "settled", reveals: 0, reviewers: 2, reviews: 2, reviewReveals: 2 });
    expect(await run("claim", { account: "5", task })).to.deep.equal({ claims: 2, paid: 6n * AGT });

    const { outcomes, forfeited } = await run("review:resolve", { account: "5", task });
    expect(forfeited).to.deep.equal([]);
    expect(outcomes).to.have.length(2);
    for (const outcome of outcomes) expect(outcome).to.include({ wrong: 0, slashed: 0n });
    expect(await run("review:resolve", { task })).to.match(/has no review to resolve/);

    expect(await run("review:withdraw", { account: "7" })).to.match(/can be withdrawn from/);
    await local.anvil.passTime(7 * DAY);
    expect(await run("review:withdraw", { account: "7" })).to.deep.equal({ amount: 500n * AGT });
    expect(await run("review:withdraw", { account: "7" })).to.match(/has asked nothing back/);
  });

  it("refuse bad input with one line", async function () {
    const task = { account: "1", items: 10, pool: "30", quota: 3, reviewers: 2 };
    const cases: [string, Record<string, unknown>, RegExp][] = [
      ["publish", { ...task, reviewerPercent: "60" }, /--reviewerPercent: give 0.01 to 50/],
      ["publish", { ...task, reviewerItems: 11 }, /--reviewerItems is 11: the task has 10 items/],
      ["publish", { ...task, reviewerTolerance: "1" }, /--reviewerTolerance is for numeric answers only/],
      ["review:stake", { account: "9", amount: "none" }, /--amount is "none": give an amount/],
      ["review:stake", { account: "9", amount: "99999999" }, /has .* AGT, staking takes/],
      ["review:unstake", { account: "9" }, /has nothing staked to ask back/],
      ["review:unstake", { account: "6", amount: "1001" }, /has 1000.0 AGT staked: ask no more back/],
      ["review:commit", { account: "6", task: 2n }, /Say what you answer/],
      ["review:status", { account: "6", task: 9n }, /There is no task 9/],
    ];
    for (const [name, args, message] of cases) expect(await run(name, args)).to.match(message);
  });
});
