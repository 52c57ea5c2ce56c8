import type { CategoricalFit, SparseSheets } from "./types.ts";
import { confidenceOf } from "./confidenceOf.ts";
import {
  MAX_COST,
  MODEL_PROFILE,
  ONE_COIN_SPREAD,
  PRIOR_RIGHT,
  PRIOR_TOTAL,
  PROFILES,
  ROUNDS,
  SCALE,
  SHARE,
} from "./constants.ts";
import { COST } from "./costTable.ts";
import { priorOf } from "./priorOf.ts";
import { profileOf } from "./profileOf.ts";

interface Leader {
  /** Class with most weight, the lowest among equals; 0 when nobody answered. */
  first: number;
  second: number;
  firstWeight: number;
  secondWeight: number;
  firstAnswers: number;
}

/**
 * One weight per row instead of a confusion matrix, for many classes: log odds of its accuracy, errors spread over
 * `ONE_COIN_SPREAD` classes, never negative. `copies` holds the cluster size of each row.
 */
export function fitOneCoin(data: SparseSheets, copies: Uint32Array): CategoricalFit {
  const { rows, items, rowStart, item, answer, gold } = data;
  const profiles = Array.from(data.sheets, profileOf);
  const byItem: number[][] = Array.from({ length: items }, () => []);
  for (let r = 0; r < rows; r++) for (let e = rowStart[r]; e < rowStart[r + 1]; e++) byItem[item[e]].push(r, answer[e]);
  let weights = profiles.map((p) => PROFILES[p].vote);
  const labels = new Uint8Array(items);
  let leaders: Leader[] = [];
  const assign = (): boolean => {
    leaders = byItem.map((list) => leaderOf(list, weights, copies));
    let changed = false;
    for (let i = 0; i < items; i++) {
      const label = gold[i] !== 0 ? gold[i] : leaders[i].first;
      if (label !== labels[i]) changed = true;
      labels[i] = label;
    }
    return changed;
  };
  assign();
  for (let round = 0; round < ROUNDS; round++) {
    weights = weigh(data, labels, profiles, copies);
    if (!assign()) break;
  }
  const withoutOwn = new Uint8Array(item.length);
  for (let r = 0; r < rows; r++)
    for (let e = rowStart[r]; e < rowStart[r + 1]; e++)
      if (gold[item[e]] === 0 && byItem[item[e]].length > 2)
        withoutOwn[e] = leaderWithout(leaders[item[e]], answer[e], weights[r]);
  const confidences = labels.map((label, i) => {
    if (gold[i] !== 0) return 255;
    return label === 0 ? 0 : confidenceOf(leaders[i].firstWeight - leaders[i].secondWeight);
  });
  return { labels, confidences, withoutOwn };
}

function leaderOf(list: number[], weights: number[], copies: Uint32Array): Leader {
  const tally = new Map<number, { weight: number; answers: number }>();
  for (let x = 0; x < list.length; x += 2) {
    const t = tally.get(list[x + 1]) ?? { weight: 0, answers: 0 };
    t.weight += Math.floor(weights[list[x]] / copies[list[x]]);
    t.answers++;
    tally.set(list[x + 1], t);
  }
  const order = [...tally].sort(([a, s], [b, t]) => t.weight - s.weight || a - b);
  return {
    first: order[0]?.[0] ?? 0,
    second: order[1]?.[0] ?? 0,
    firstWeight: order[0]?.[1].weight ?? 0,
    secondWeight: order[1]?.[1].weight ?? 0,
    firstAnswers: order[0]?.[1].answers ?? 0,
  };
}

/** The leader when a row that answered `own` is taken away with its undivided weight. */
function leaderWithout(leader: Leader, own: number, weight: number): number {
  if (own !== leader.first || leader.second === 0) return leader.first;
  if (leader.firstAnswers === 1) return leader.second;
  const left = leader.firstWeight - weight;
  if (left !== leader.secondWeight) return left > leader.secondWeight ? own : leader.second;
  return Math.min(own, leader.second);
}

function weigh(data: SparseSheets, labels: Uint8Array, profiles: number[], copies: Uint32Array): number[] {
  const { rows, classes, rowStart, item, answer } = data;
  const right = new Uint32Array(rows);
  for (let r = 0; r < rows; r++)
    for (let e = rowStart[r]; e < rowStart[r + 1]; e++) if (labels[item[e]] === answer[e]) right[r]++;
  let rightSum = 0;
  let total = 0;
  for (let r = 0; r < rows; r++) {
    if (profiles[r] === MODEL_PROFILE) continue;
    const share = Math.floor(SHARE / copies[r]);
    rightSum += share * right[r];
    total += share * (rowStart[r + 1] - rowStart[r]);
  }
  const accuracy = Math.floor(((rightSum + PRIOR_RIGHT * SHARE) * 65536) / (total + PRIOR_TOTAL * SHARE));
  const priors = PROFILES.map((_, p) => priorOf(p, accuracy, true, classes));
  return profiles.map((p, r) => {
    const answered = rowStart[r + 1] - rowStart[r];
    const theta = Math.floor((right[r] * SCALE + priors[p]) / (answered + PROFILES[p].strength));
    const wrong = Math.floor((SCALE - theta) / ONE_COIN_SPREAD);
    return Math.min(Math.max(COST[wrong] - COST[theta], 0), MAX_COST);
  });
}
