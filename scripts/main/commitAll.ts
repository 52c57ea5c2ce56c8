import type { GasBook } from "./GasBook.ts";
import type { ProvenSheet } from "./proveAll.ts";
import type { PublishedTask } from "./publishTask.ts";
import type { Stage } from "./setUp.ts";

const BOND_LOCK = {
  BondLock: [
    { name: "taskId", type: "uint256" },
    { name: "nullifier", type: "uint256" },
    { name: "signal", type: "uint256" },
  ],
};

/** Each account prepays the bonds of two tasks: one that it is locked for, one to come. */
const PREPAID = 2n;

/** The relayer sends every commit; the bond comes from each contributor's fresh account, which has signed for it. */
export async function commitAll(
  stage: Stage,
  task: PublishedTask,
  sheets: readonly ProvenSheet[],
  gas: GasBook,
  tick: () => void,
): Promise<void> {
  const { aia, chainId, contributors, owner, registry, relayer } = stage;
  const verifyingContract = await registry.getAddress();
  const domain = { name: "Alaya TaskRegistry", version: "1", chainId, verifyingContract };
  await (await aia.approve(verifyingContract, PREPAID * task.terms.bond * BigInt(sheets.length))).wait();
  for (const [i, { commit, proof, signal }] of sheets.entries()) {
    const { payout } = contributors[i];
    await (await registry.connect(owner).deposit(task.terms.token, payout.address, PREPAID * task.terms.bond)).wait();
    const lock = { taskId: task.id, nullifier: commit.nullifier, signal };
    const signature = await payout.signTypedData(domain, BOND_LOCK, lock);
    await gas.book(
      "commit",
      registry.connect(relayer).commit(task.id, commit, { root: proof.root, points: [...proof.points] }, signature),
    );
    tick();
  }
}
