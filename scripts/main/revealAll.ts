import type { GasBook } from "./GasBook.ts";
import type { ProvenSheet } from "./proveAll.ts";
import type { PublishedTask } from "./publishTask.ts";
import type { Stage } from "./setUp.ts";

/** After the commits have ended for everybody, the relayer reveals every sheet. */
export async function revealAll(
  stage: Stage,
  task: PublishedTask,
  sheets: readonly ProvenSheet[],
  gas: GasBook,
  tick: () => void,
): Promise<void> {
  const { registry, relayer, time } = stage;
  const { revealStart } = await registry.taskOf(task.id);
  await time.increaseTo(revealStart);
  for (const { opening } of sheets) {
    await gas.book("reveal", registry.connect(relayer).reveal(task.id, opening));
    tick();
  }
}
