import { kappaOf } from "../statistics/kappaOf.ts";
import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { compareSchools } from "./compareSchools.ts";
import { countItems, type StateCounts } from "./countItems.ts";
import { emptyModel } from "./emptyModel.ts";
import { fitCategorical } from "./fitCategorical.ts";
import { fitRows } from "./fitRows.ts";
import { informationGain } from "./informationGain.ts";

/** Times the schools are formed anew, and passes of fitting before each. */
const TURNS = 6;
const PASSES = 6;
/** Two halves of one crowd agree at least so well (kappa): no need to look further. */
const SAME_CROWD = 0.25;
/** Two schools that have nothing to do with each other agree at most so well, plus 1.5 standard deviations of chance. */
const STRANGERS = 0.1;
/** Least nats per answer that the members of the smaller and of the larger school share with their own school. */
const SMALLER_GAIN = 0.1;
const LARGER_GAIN = 0.02;
/** Least number of items that both schools answered. */
const LEAST_SHARED = 20;

/**
 * Finds a group of workers who agree with each other but no better than chance with everybody else: a clique that
 * shares answers made up beforehand.
 *
 * The workers are cut in two by how well one consensus explains them; each part gets a consensus of its own, and every
 * worker moves to the part whose consensus tells more about the worker's answers, a few times over. Parts of an honest
 * crowd, even the good and the poor, end up agreeing; a clique and the honest do not. The part with fewer workers is taken
 * for the clique, so beyond half of the workers nothing can be found.
 *
 * @returns 1 for each member of the clique, or undefined when there is none.
 */
export function findSchools(index: CategoricalIndex): Uint8Array | undefined {
  const { workers, classes } = index;
  const of = cutInHalf(index);
  const one = emptyModel(index, 1);
  const models: [CategoricalModel, CategoricalModel] = [
    one,
    { ...emptyModel(index, 1), rows: one.rows, quality: one.quality },
  ];
  let clique: Uint8Array | undefined;
  for (let turn = 0; turn < TURNS; turn++) {
    fitSchools(index, of, models);
    const { counts, together, shared } = compareSchools(index, of, models);
    const kappa = kappaOf(together, classes);
    if (turn === 0 && kappa > SAME_CROWD) return undefined;
    const gains = counts.map((count, side) => informationGain(count, classes, (w) => of[w] === side));
    clique = undefined;
    if (shared >= LEAST_SHARED && kappa < STRANGERS + 1.5 / Math.sqrt(shared)) {
      const smaller = 2 * sizeOf(of) > workers ? 0 : 1;
      if (gains[smaller].ofMembers > SMALLER_GAIN && gains[1 - smaller].ofMembers > LARGER_GAIN) {
        clique = of.map((side) => (side === smaller ? 1 : 0));
      }
    }
    let moved = 0;
    for (let w = 0; w < workers; w++) {
      const side = gains[0].perWorker[w] >= gains[1].perWorker[w] ? 0 : 1;
      if (side !== of[w]) moved++;
      of[w] = side;
    }
    if (moved === 0) break;
  }
  return clique;
}

/** Number of workers on side 1. */
function sizeOf(of: Uint8Array): number {
  let size = 0;
  for (const side of of) size += side;
  return size;
}

/** Side 0: the workers whom one consensus explains best, up to half of the answers; side 1: the rest. */
function cutInHalf(index: CategoricalIndex): Uint8Array {
  const { workers, worker, classes } = index;
  const of = new Uint8Array(workers);
  const all = fitCategorical(index, { grades: 1, rounds: PASSES });
  const { counts } = compareSchools(index, of, [all, all]);
  const gain = informationGain(counts[0], classes, () => true).perWorker;
  const answers = new Uint32Array(workers);
  for (const answerer of worker) answers[answerer]++;
  const order = Uint32Array.from({ length: workers }, (_, w) => w);
  order.sort((v, w) => gain[w] / answers[w] - gain[v] / answers[v]);
  let taken = 0;
  for (const w of order) {
    of[w] = 2 * taken < worker.length ? 0 : 1;
    taken += answers[w];
  }
  return of;
}

/** Fits each school to its own members' answers, from scratch. */
function fitSchools(index: CategoricalIndex, of: Uint8Array, models: [CategoricalModel, CategoricalModel]): void {
  const rows = new Float64Array(models[0].rows.length);
  for (let pass = 0; pass <= PASSES; pass++) {
    rows.fill(0);
    const counts: StateCounts[] = models.map(({ states }) => ({ prior: new Float64Array(states), rows }));
    for (const side of [0, 1] as const) {
      const model = pass === 0 ? undefined : models[side];
      countItems(index, counts[side], { model, school: { of, side }, from: 0, to: index.items });
    }
    for (const side of [0, 1] as const) fitRows(counts[side], models[side], { of, side });
  }
}
