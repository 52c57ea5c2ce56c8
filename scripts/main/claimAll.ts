import type { SettlementPrediction } from "../protocol/predictSettlement.ts";
import type { GasBook } from "./GasBook.ts";
import type { PublishedTask } from "./publishTask.ts";
import type { Stage } from "./setUp.ts";

/**
 * Claims every payout that is not zero, one transaction each.
 *
 * @returns units of the token that arrived at all payout addresses, and what is left in the settlement contract
 */
export async function claimAll(
  stage: Stage,
  task: PublishedTask,
  { tree }: SettlementPrediction,
  gas: GasBook,
  tick: () => void,
): Promise<{ received: bigint; left: bigint }> {
  const { aia, settlement, relayer } = stage;
  for (const [i, leaf] of tree.leaves.entries()) {
    if (leaf.amount > 0n) {
      await gas.book("claim", settlement.connect(relayer).claim(task.terms.token, leaf, tree.proofs[i]));
    }
    tick();
  }
  let received = 0n;
  for (const { payout } of tree.leaves) received += await aia.balanceOf(payout);
  return { received, left: await aia.balanceOf(await settlement.getAddress()) };
}
