import { deployProtocol } from "./deployProtocol.ts";
import { enrolContributors } from "./enrolContributors.ts";
import type { Load } from "./fixturesOf.ts";
import { fundActors } from "./fundActors.ts";
import { publishTask } from "./publishTask.ts";
import type { Chain } from "./startChain.ts";
import type { Sheet, TaskLife } from "./TaskLife.ts";

/** Answers of the usual task's five contributors: two careful, one with two slips, one skipping, one guessing. */
export const ANSWERS = [
  [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3],
  [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 2],
  [1, 2, 3, 1, 2, 1, 1, 2, 3, 1, 3, 3],
  [1, 2, 3, 0, 2, 3, 1, 0, 3, 1, 2, 3],
  [2, 2, 1, 1, 3, 3, 2, 2, 1, 1, 3, 3],
].map((row) => Uint8Array.from(row));

/** The protocol with five passes, a requester and prepaid bonds. */
export async function enrolled(_: Load, chain: Chain) {
  const protocol = await deployProtocol(chain);
  const enrolment = await enrolContributors(protocol, 5);
  await fundActors(protocol, 5);
  return { protocol, enrolment };
}

/** A task to which nobody has committed, and five sheets that could be. */
export async function published(load: Load) {
  const { protocol, enrolment } = await load(enrolled);
  const task = await publishTask(protocol);
  const sheets = ANSWERS.map((answers, index) => task.sheet(enrolment[index], { answers }));
  return { protocol, enrolment, task, sheets };
}

/** A task with three of four places taken; the sheets are those committed. */
export async function committed(load: Load) {
  const { protocol, enrolment, task, sheets } = await load(published);
  const taken = sheets.slice(0, 3);
  for (const sheet of taken) await task.commit(sheet);
  return { protocol, enrolment, task, sheets: taken };
}

/** The same after the window of openings. */
export async function revealing(load: Load) {
  const world = await load(committed);
  await world.task.toReveal();
  return world;
}

/** The same with every committed sheet revealed: it can be settled. */
export async function revealed(load: Load) {
  const world = await load(revealing);
  await revealAll(world.task, world.sheets);
  return world;
}

/** The same, settled. */
export async function settled(load: Load) {
  const world = await load(revealed);
  await world.task.settle();
  return world;
}

async function revealAll(task: TaskLife, sheets: Sheet[]): Promise<void> {
  for (const sheet of sheets) await task.reveal(sheet);
}
