import { kappaOf } from "../statistics/kappaOf.ts";
import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";
import { compareSchools, type SchoolComparison } from "./compareSchools.ts";
import { countItems } from "./countItems.ts";
import { emptyModel } from "./emptyModel.ts";
import { fitCategorical } from "./fitCategorical.ts";
import { fitPopulation } from "./fitPopulation.ts";
import { fitRows } from "./fitRows.ts";
import { informationGain, type InformationGain } from "./informationGain.ts";
import { sampleItems } from "./sampleItems.ts";
import { sumRows } from "./sumRows.ts";

/** Times the schools are formed anew, and passes of fitting before each. */
const TURNS = 6;
const PASSES = 3;
/** Two halves of one crowd agree at least so well (kappa): no need to look further. */
const SAME_CROWD = 0.25;
/** Two schools that have nothing to do with each other agree at most so well, plus two standard deviations of chance. */
const STRANGERS = 0.03;
/** Least nats per answer that the members of the smaller and of the larger school share with their own school. */
const SMALLER_GAIN = 0.1;
const LARGER_GAIN = 0.02;
/** Nats by which one school must tell more about a worker than the other for the worker to count as its member. */
const DECISIVE = 2;
/** Largest share of the workers that can be called a clique. */
const LARGEST_CLIQUE = 0.47;
/** Least number of known items among those for gold to decide. */
const LEAST_KNOWN = 10;
/** Answers per worker that are enough; of larger data sets only every n-th item is looked at. */
const ENOUGH = 32;
/** Least number of items that both schools answered. */
const LEAST_SHARED = 20;

/**
 * Finds a group of workers who agree with each other but no better than chance with everybody else: a clique that
 * shares answers made up beforehand.
 *
 * The workers are cut in two by how well one consensus explains them; each part gets a consensus of its own, and every
 * worker moves to the part whose consensus tells more about the worker's answers, a few times over. Parts of an honest
 * crowd, even the good and the poor, end up agreeing; a clique and the honest do not. The part with fewer workers is taken
 * for the clique, so a clique of about half of the workers or more is not found, unless gold tells the two apart.
 *
 * @returns 1 for each member of the clique, or undefined when there is none.
 */
export function findSchools(answers: CategoricalIndex): Uint8Array | undefined {
  const { items, workers, classes, starts, worker, value, known } = sampleItems(answers, ENOUGH);
  const index = { items, workers, classes, starts, worker, value };
  const counts = new Uint32Array(workers);
  for (const answerer of worker) counts[answerer]++;
  const of = cutInHalf(index, counts);
  const one = emptyModel(index, 1);
  const two = { ...one, prior: one.prior.slice(), population: one.population.slice() };
  const models: [CategoricalModel, CategoricalModel] = [one, two];
  let clique: Uint8Array | undefined;
  for (let turn = 0; turn < TURNS; turn++) {
    fitSchools(index, of, models);
    const comparison = compareSchools(index, of, models, known);
    const { tables, together, shared } = comparison;
    const kappa = kappaOf(together, classes);
    if (turn === 0 && kappa > SAME_CROWD) return undefined;
    const gains = tables.map((table, side) => informationGain(table, classes, (w) => of[w] === side));
    clique = undefined;
    if (shared >= LEAST_SHARED && kappa < STRANGERS + 2 / Math.sqrt(shared))
      clique = outsiders(gains, counts, betterByGold(comparison));
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

/** The school that is right about clearly more of the known items than the other (by three standard deviations), if any. */
function betterByGold({ right, known }: SchoolComparison): 0 | 1 | undefined {
  const lead = right[0] - right[1];
  if (known < LEAST_KNOWN || lead * lead < 9 * known * 0.5) return undefined;
  return lead > 0 ? 0 : 1;
}

/**
 * The sure members of the school that gold refutes or else that has clearly fewer workers, if both are schools indeed.
 *
 * Whoever neither consensus explains much better counts for a school that would not have explained it either (a member
 * of a clique that agrees on everything would be known by few answers), and half for each otherwise.
 */
function outsiders(gains: InformationGain[], answers: Uint32Array, better?: 0 | 1): Uint8Array | undefined {
  const sizes = [0, 0];
  const member = Array.from(answers, (count, w) => {
    const lead = gains[0].perWorker[w] - gains[1].perWorker[w];
    if (Math.abs(lead) >= DECISIVE) return lead > 0 ? 0 : 1;
    const unknown = gains.map(({ ofMembers }) => count * ofMembers < 2 * DECISIVE);
    for (const side of [0, 1]) if (unknown[side]) sizes[side] += unknown[1 - side] ? 0.5 : 1;
    return undefined;
  });
  for (const side of member) if (side !== undefined) sizes[side]++;
  const smaller = better === undefined ? (sizes[0] < sizes[1] ? 0 : 1) : 1 - better;
  if (better === undefined && sizes[smaller] > LARGEST_CLIQUE * (sizes[0] + sizes[1])) return undefined;
  if (gains[smaller].ofMembers < SMALLER_GAIN || gains[1 - smaller].ofMembers < LARGER_GAIN) return undefined;
  return Uint8Array.from(member, (side) => (side === smaller ? 1 : 0));
}

/** Side 0: the workers whom one consensus explains best, up to half of the answers; side 1: the rest. */
function cutInHalf(index: CategoricalIndex, answers: Uint32Array): Uint8Array {
  const { workers, worker, classes } = index;
  const of = new Uint8Array(workers);
  const all = fitCategorical(index, { grades: 1, rounds: PASSES });
  const { tables } = compareSchools(index, of, [all, all]);
  const gain = informationGain(tables[0], classes, () => true).perWorker;
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
  const { states, classes } = models[0];
  const rows = new Float64Array(states * classes);
  for (let pass = 0; pass <= PASSES; pass++) {
    for (const side of [0, 1] as const) {
      const school = { of, side };
      const sums = new Float64Array(states);
      countItems(index, models[side], sums, { first: pass === 0, school, from: 0, to: index.items });
      const members = { from: 0, to: index.workers, school };
      sumRows([models[side]], rows, members);
      fitRows([models[side]], fitPopulation(models[side], sums, rows), members);
    }
  }
}
