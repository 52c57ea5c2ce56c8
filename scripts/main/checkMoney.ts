import type { PublishedTask } from "./publishTask.ts";
import type { Settled } from "./settleTask.ts";
import type { Stage } from "./setUp.ts";

/** Where the pool went, in units of the token. */
export interface MoneyCheck {
  pool: bigint;
  payouts: bigint;
  /** The pool's part only, without the protocol fee. */
  treasury: bigint;
  refund: bigint;
  /** What does not add up, in words; empty when all does. */
  problems: string[];
}

/**
 * Follows the money of a task in which every place was filled and revealed: payouts + treasury + refund = pool, every
 * payout has arrived, nothing is left behind, and the registry holds exactly the balances it owes.
 *
 * @param paid what arrived at the payout addresses, and what is left in the settlement contract
 */
export async function checkMoney(
  stage: Stage,
  task: PublishedTask,
  settled: Settled,
  paid: { received: bigint; left: bigint },
): Promise<MoneyCheck> {
  const { aia, contributors, owner, registry, relayer, requester } = stage;
  const { claims, refund } = settled.distribution;
  const { pool } = task.terms;
  const treasury = settled.distribution.treasury + settled.distribution.settlerFee - settled.fee;

  const accounts = [owner, requester, relayer, ...contributors.map(({ payout }) => payout)];
  let owed = 0n;
  for (const { address } of accounts) owed += await registry.balanceOf(task.terms.token, address);
  const held = await aia.balanceOf(await registry.getAddress());

  const problems: string[] = [];
  const same = (what: string, left: bigint, right: bigint) => {
    if (left !== right) problems.push(`${what}: ${left} is not ${right}`);
  };
  same("payouts + treasury + refund and the pool", claims + treasury + refund, pool);
  same("what arrived and the sum of payouts", paid.received, claims);
  same("what is left in the settlement contract and nothing", paid.left, 0n);
  same("what the registry holds and what it owes", held, owed);
  return { pool, payouts: claims, treasury, refund, problems };
}
