/**
 * TaskMoney.experience
 * └─ given what a place's fee pays for, each valid sheet gets it rounded down to 1, 2 or 5 × 10^n, at most 50,000
 */
import { expect } from "chai";

import { experienceOf } from "../../scripts/protocol/experienceOf.ts";
import { enrolled } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { plain } from "../support/plain.ts";
import { publishTask } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";

const chain = await startChain();
const load = fixturesOf(chain);

/** Points that a place's fee pays for, and what is given. */
const SIZES: [bigint, bigint][] = [
  ...([
    [0n, 0n],
    [1n, 1n],
    [2n, 2n],
    [4n, 2n],
    [5n, 5n],
    [9n, 5n],
    [10n, 10n],
    [19n, 10n],
    [20n, 20n],
  ] as const),
  ...([
    [49n, 20n],
    [99n, 50n],
    [100n, 100n],
    [9_999n, 5_000n],
    [10_000n, 10_000n],
    [99_999n, 50_000n],
  ] as const),
  [100_000n, 50_000n],
].map(([points, size]) => [points, size]);

/** What a task gives that is settled under a policy with this unit. */
async function given(unit: (fee: bigint, quota: bigint) => bigint) {
  const { protocol } = await load(enrolled);
  const { policies, aia, settlement, registry } = protocol.contracts;
  const [, current] = await policies.current(aia);
  const policy = plain(current);
  const { quota, pool } = (await publishTask(protocol)).terms;
  const fee = (BigInt(pool) * BigInt(policy.feeBps)) / 10_000n;
  const changed = { ...policy, experienceUnit: unit(fee, BigInt(quota)) };
  await policies.setPolicy(aia, changed);
  const task = await publishTask(protocol);
  await task.toSettle();
  await task.settle();
  const [{ args }] = await settlement.queryFilter(settlement.filters.TaskSettled(task.taskId));
  const stored = plain(await registry.taskOf(task.taskId));
  const { pool: paid, quota: places } = stored;
  return { onChain: args.experience, offChain: experienceOf({ pool: paid, quota: Number(places) }, changed as never) };
}

describe("TaskMoney.experience", () => {
  for (const [points, size] of SIZES) {
    it(`gives ${size} for ${points} points`, async () => {
      const { onChain, offChain } = await given((fee, quota) => (points === 0n ? fee : fee / (quota * points)));
      expect(onChain).to.equal(size);
      expect(BigInt(offChain)).to.equal(size);
    });
  }

  it("gives nothing when no fee pays for it", async () => {
    const { onChain, offChain } = await given(() => 0n);
    expect([onChain, offChain]).to.deep.equal([0n, 0]);
  });
});
