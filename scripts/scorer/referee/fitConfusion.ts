import type { CategoricalFit, SparseSheets } from "./types.ts";
import { confidenceOf } from "./confidenceOf.ts";
import {
  MODEL_PROFILE,
  POPULATION_PSEUDO,
  PRIOR_RIGHT,
  PRIOR_TOTAL,
  PROFILES,
  ROUNDS,
  SCALE,
  SHARE,
  SURE,
} from "./constants.ts";
import { COST } from "./costTable.ts";
import { priorOf } from "./priorOf.ts";
import { profileOf } from "./profileOf.ts";

/**
 * Fast Dawid–Skene (Dawid & Skene 1979; hard assignment of Sinha, Rao & Balasubramanian 2018) with the rows' confusion
 * matrices shrunk towards the population's. `copies` holds the cluster size of each row.
 */
export function fitConfusion(data: SparseSheets, copies: Uint32Array): CategoricalFit {
  const { rows, items, classes: K, item, answer, gold } = data;
  const profiles = Array.from(data.sheets, profileOf);
  const answers = new Uint32Array(items);
  for (const i of item) answers[i]++;
  // Class-relative scores: score[i * K + k] is class k + 1 against class 1, in 1/8 bits.
  let scores = new Int32Array(items * K);
  eachEntry(
    data,
    (r, e) => (scores[item[e] * K + answer[e] - 1] += Math.trunc(PROFILES[profiles[r]].vote / copies[r])),
  );
  const labels = new Uint8Array(items);
  assign(scores, labels, answers, gold, K);
  let weights = new Int32Array(rows * K * K);
  for (let round = 0; round < ROUNDS; round++) {
    const counted = countedLabels(scores, labels, gold, K);
    const counts = countConfusions(data, counted);
    weights = weigh(counts, populationOf(counts, profiles, copies, K), profiles, K);
    scores = new Int32Array(items * K);
    const prior = classPriors(counted, K);
    for (let i = 0; i < items; i++) for (let k = 0; k < K; k++) scores[i * K + k] = prior[k];
    eachEntry(data, (r, e) => {
      const w = (r * K + answer[e] - 1) * K;
      for (let k = 1; k < K; k++) scores[item[e] * K + k] += Math.trunc(weights[w + k] / copies[r]);
    });
    if (!assign(scores, labels, answers, gold, K)) break;
  }
  const withoutOwn = new Uint8Array(item.length);
  const own = new Int32Array(K);
  eachEntry(data, (r, e) => {
    const i = item[e];
    if (gold[i] !== 0 || answers[i] < 2) return;
    const w = (r * K + answer[e] - 1) * K;
    for (let k = 0; k < K; k++) own[k] = scores[i * K + k] - weights[w + k];
    withoutOwn[e] = 1 + best(own, 0, K);
  });
  return { labels, confidences: confide(scores, labels, gold, K), withoutOwn };
}

function eachEntry({ rows, rowStart }: SparseSheets, visit: (row: number, entry: number) => void): void {
  for (let r = 0; r < rows; r++) for (let e = rowStart[r]; e < rowStart[r + 1]; e++) visit(r, e);
}

/** Index of the greatest of K scores; the lowest index among equals. */
function best(scores: Int32Array, offset: number, K: number): number {
  let k = 0;
  for (let c = 1; c < K; c++) if (scores[offset + c] > scores[offset + k]) k = c;
  return k;
}

/** Gives every item its best class; returns whether a label changed. */
function assign(scores: Int32Array, labels: Uint8Array, answers: Uint32Array, gold: Uint8Array, K: number): boolean {
  let changed = false;
  for (let i = 0; i < labels.length; i++) {
    const label = gold[i] !== 0 ? gold[i] : answers[i] === 0 ? 0 : 1 + best(scores, i * K, K);
    if (label !== labels[i]) changed = true;
    labels[i] = label;
  }
  return changed;
}

/** The labels that lead every other class by `SURE`, and gold; 0 for the others. */
function countedLabels(scores: Int32Array, labels: Uint8Array, gold: Uint8Array, K: number): Uint8Array {
  return labels.map((label, i) => (gold[i] !== 0 || (label !== 0 && leadOf(scores, label, i, K) >= SURE) ? label : 0));
}

/** By how much the label of item i leads the second class, in 1/8 bits. */
function leadOf(scores: Int32Array, label: number, i: number, K: number): number {
  let second = -Infinity;
  for (let k = 0; k < K; k++) if (k !== label - 1) second = Math.max(second, scores[i * K + k]);
  return scores[i * K + label - 1] - second;
}

/** counts[(r * K + k) * K + a]: answers a + 1 of row r on items counted as k + 1. */
function countConfusions(data: SparseSheets, labels: Uint8Array): Uint32Array {
  const { rows, classes: K, item, answer } = data;
  const counts = new Uint32Array(rows * K * K);
  eachEntry(data, (r, e) => {
    const label = labels[item[e]];
    if (label !== 0) counts[(r * K + label - 1) * K + answer[e] - 1]++;
  });
  return counts;
}

/** The population's confusion matrix in 1/65536, smoothed towards its own accuracy. */
function populationOf(counts: Uint32Array, profiles: number[], copies: Uint32Array, K: number): Float64Array {
  const sums = new Float64Array(K * K);
  for (let r = 0; r < profiles.length; r++) {
    if (profiles[r] === MODEL_PROFILE) continue;
    const share = Math.floor(SHARE / copies[r]);
    for (let x = 0; x < K * K; x++) sums[x] += share * counts[r * K * K + x];
  }
  let right = 0;
  for (let k = 0; k < K; k++) right += sums[k * K + k];
  const total = sums.reduce((a, b) => a + b, 0);
  const accuracy = Math.floor(((right + PRIOR_RIGHT * SHARE) * 65536) / (total + PRIOR_TOTAL * SHARE));
  const wrong = Math.floor((65536 - accuracy) / (K - 1));
  const pseudo = POPULATION_PSEUDO * SHARE;
  const population = new Float64Array(K * K);
  for (let k = 0; k < K; k++) {
    let row = pseudo;
    for (let a = 0; a < K; a++) row += sums[k * K + a];
    for (let a = 0; a < K; a++)
      population[k * K + a] = Math.floor((sums[k * K + a] * 65536 + pseudo * (a === k ? accuracy : wrong)) / row);
  }
  return population;
}

/** weights[(r * K + a) * K + k]: what answer a + 1 of row r says for class k + 1 against class 1, in 1/8 bits. */
function weigh(counts: Uint32Array, population: Float64Array, profiles: number[], K: number): Int32Array<ArrayBuffer> {
  const priors = PROFILES.map((_, p) =>
    Array.from(population, (x, c) => priorOf(p, x, Math.floor(c / K) === c % K, K)),
  );
  const weights = new Int32Array(profiles.length * K * K);
  const cost = new Int32Array(K * K);
  for (let r = 0; r < profiles.length; r++) {
    const { strength } = PROFILES[profiles[r]];
    for (let k = 0; k < K; k++) {
      let labelled = strength;
      for (let a = 0; a < K; a++) labelled += counts[(r * K + k) * K + a];
      for (let a = 0; a < K; a++) {
        const pseudo = counts[(r * K + k) * K + a] * SCALE + priors[profiles[r]][k * K + a];
        cost[k * K + a] = COST[Math.floor(pseudo / labelled)];
      }
    }
    for (let a = 0; a < K; a++) for (let k = 1; k < K; k++) weights[(r * K + a) * K + k] = cost[a] - cost[k * K + a];
  }
  return weights;
}

/** Log odds of each class against class 1, from the shares of the counted labels. */
function classPriors(labels: Uint8Array, K: number): Int32Array {
  const count = new Uint32Array(K + 1);
  for (const label of labels) count[label]++;
  const labelled = labels.length - count[0];
  const cost = (k: number): number => COST[Math.floor(((count[k] + 1) * SCALE) / (labelled + K))];
  return Int32Array.from({ length: K }, (_, k) => cost(1) - cost(k + 1));
}

function confide(scores: Int32Array, labels: Uint8Array, gold: Uint8Array, K: number): Uint8Array {
  return labels.map((label, i) => {
    if (gold[i] !== 0) return 255;
    if (label === 0) return 0;
    return confidenceOf(leadOf(scores, label, i, K));
  });
}
