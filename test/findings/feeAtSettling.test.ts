/**
 * a reward token that begins to take a fee when tasks are open
 * ├─ given a settled task in it, another's settling does not eat into its claims
 * └─ when it moves whole amounts again, the other is settled, too
 *
 * Found by the invariants: the settlement held less than what it had to pay.
 */
import { expect } from "chai";
import { type Contract, MaxUint256 } from "ethers";

import { ANSWERS, enrolled } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { plain } from "../support/plain.ts";
import { publishTask } from "../support/publishTask.ts";
import { commitReview, partOf, revealReview, reviewOf, REVIEWERS, stakeReviewers } from "../support/reviews.ts";
import { startChain } from "../support/startChain.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const TOKEN = 10n ** 18n;
const TRICK = { None: 0, Fee: 1 };

/** Two tasks in one token, each answered by one reviewer; the first is settled. */
async function settledOnce(from: Load) {
  const { protocol } = await from(enrolled);
  const { aia, policies, registry } = protocol.contracts;
  const trick = (await chain.ethers.deployContract("TrickToken")) as unknown as Contract;
  const token = String(trick.target);
  const [, policy] = await policies.current(aia);
  await policies.setPolicy(token, plain(policy));
  await trick.getFunction("transfer")(protocol.requester, 1_000n * TOKEN);
  await (trick.connect(protocol.requester) as Contract).getFunction("approve")(registry, MaxUint256);
  const [reviewer] = protocol.contributors.slice(10);
  await stakeReviewers(protocol, [reviewer]);
  const tasks = [await publishTask(protocol, { token }, REVIEWERS), await publishTask(protocol, { token }, REVIEWERS)];
  const reviews = tasks.map((task) => reviewOf(task, reviewer, partOf(task, reviewer, ANSWERS[0])));
  for (const [index, task] of tasks.entries()) await commitReview(task, reviews[index]);
  await tasks[0].toReveal();
  for (const [index, task] of tasks.entries()) await revealReview(task, reviews[index]);
  await tasks[0].settle();
  return { protocol, tasks, trick, token };
}

describe("a reward token that begins to take a fee when tasks are open", () => {
  it("does not eat into the claims of tasks that are settled", async () => {
    const { protocol, tasks, trick, token } = await load(settledOnce);
    const { registry, settlement } = protocol.contracts;
    const owed = (await tasks[0].payouts())[0].leaf.amount;
    await trick.getFunction("setTrick")(TRICK.Fee);
    await expect(tasks[1].settle())
      .to.be.revertedWithCustomError(registry, "TokenAmountMismatch")
      .withArgs(token, owed, BigInt(owed) - BigInt(owed) / 100n);
    expect(await trick.getFunction("balanceOf")(settlement)).to.equal(owed);
  });

  it("lets the others be settled when it moves whole amounts again", async () => {
    const { protocol, tasks, trick } = await load(settledOnce);
    await trick.getFunction("setTrick")(TRICK.Fee);
    await tasks[1].settle().catch(() => undefined);
    await trick.getFunction("setTrick")(TRICK.None);
    await tasks[1].settle();
    for (const task of tasks) await task.claim(0);
    expect(await trick.getFunction("balanceOf")(protocol.contracts.settlement)).to.equal(0n);
  });
});
