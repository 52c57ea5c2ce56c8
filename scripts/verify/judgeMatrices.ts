import type { CategoricalInput } from "./CategoricalInput.ts";
import { clusterSizes } from "./clusterSizes.ts";
import { costOf } from "./costOf.ts";
import type { Judgement } from "./Judgement.ts";
import { kappaVerdicts } from "./kappaVerdicts.ts";
import { leadConfidence } from "./leadConfidence.ts";
import { type Prior, priorTable } from "./priorTable.ts";
import { rightPrior } from "./rightPrior.ts";

const MODEL = 2;
const ROUNDS = 4;
/** Labels are counted from this lead on, in eighths of a bit. */
const COUNTED_LEAD = 16;

/** Weights of every row, answer and class, and the scores of every item, in eighths of a bit; classes from index 1. */
interface Fit {
  readonly weights: readonly (readonly (readonly number[])[])[];
  readonly scores: readonly (readonly number[])[];
}

/** Judges categorical answers of 2 to 8 classes: one confusion matrix per row. */
export function judgeMatrices(input: CategoricalInput): Judgement {
  const { classes, items, kinds, rows, gold } = input;
  const copies = clusterSizes(rows);
  const labelled = (scores: Fit["scores"]) =>
    scores.map((score, i) => {
      if (gold[i] !== 0) return gold[i];
      return rows.some((row) => row[i] !== 0) ? best(score) : 0;
    });

  const counted = (labels: readonly number[], scores: Fit["scores"]) =>
    labels.map((label, i) => (gold[i] !== 0 || (label !== 0 && leadOf(scores[i]) >= COUNTED_LEAD) ? label : 0));

  const votes = Array.from({ length: items }, (_, i) => {
    const score = Array<number>(classes + 1).fill(0);
    rows.forEach((row, r) => (score[row[i]] += Math.floor(priorTable(kinds[r]).vote / copies[r])));
    return score;
  });
  let labels = labelled(votes);
  let fit = fitRound(input, copies, counted(labels, votes));
  for (let round = 1; ; ++round) {
    const next = labelled(fit.scores);
    const same = next.every((label, i) => label === labels[i]);
    labels = next;
    if (same || round === ROUNDS) break;
    fit = fitRound(input, copies, counted(labels, fit.scores));
  }

  const { scores, weights } = fit;
  const confidences = scores.map((score, i) => {
    if (gold[i] !== 0) return 255;
    if (labels[i] === 0) return 0;
    return leadConfidence(leadOf(score));
  });
  const verdicts = kappaVerdicts(input, copies, (r, i) =>
    best(scores[i].map((score, k) => score - weights[r][rows[r][i]][k])),
  );
  return { labels, confidences, verdicts };
}

/** The class with the greatest score, the lowest among equals. */
function best(score: readonly number[]): number {
  let found = 1;
  for (let k = 2; k < score.length; ++k) if (score[k] > score[found]) found = k;
  return found;
}

/** By how much the best class leads the second. */
function leadOf(score: readonly number[]): number {
  const [first, second] = score.slice(1).sort((a, b) => b - a);
  return first - second;
}

/** One round from the labels that are counted; the others are 0. */
function fitRound(
  { classes, kinds, rows }: CategoricalInput,
  copies: readonly number[],
  labels: readonly number[],
): Fit {
  const K = BigInt(classes);
  const all = Array.from({ length: classes }, (_, k) => k + 1);
  const table = () => Array.from({ length: classes + 1 }, () => Array<bigint>(classes + 1).fill(0n));

  const counts = rows.map((row) => {
    const count = table();
    labels.forEach((label, i) => label !== 0 && row[i] !== 0 && ++count[label][row[i]]);
    return count;
  });
  const population = table();
  counts.forEach((count, r) => {
    if ((kinds[r] & 3) >= MODEL) return;
    for (const k of all) for (const a of all) population[k][a] += (240n / BigInt(copies[r])) * count[k][a];
  });
  const D = sum(all.map((k) => population[k][k]));
  const T = sum(all.flatMap((k) => all.map((a) => population[k][a])));
  const h = ((D + 480n) * 65536n) / (T + 720n);
  const w = (65536n - h) / (K - 1n);
  const matrix = population.map((line, k) => {
    const total = sum(line) + 2400n;
    return line.map((count, a) => (count * 65536n + 2400n * (a === k ? h : w)) / total);
  });

  const weights = counts.map((count, r) => {
    const prior = priorTable(kinds[r]);
    const cost = table().map(() => Array<number>(classes + 1).fill(0));
    for (const k of all) {
      const total = sum(count[k]) + prior.strength;
      for (const a of all) {
        const pseudo = (prior.strength * shrunk(matrix[k][a], a === k, prior, K)) / 64n;
        const theta = (1024n * count[k][a] + pseudo) / total;
        cost[k][a] = costOf(theta > 1023n ? 1023n : theta);
      }
    }
    return [0, ...all].map((a) => [0, ...all.map((k) => (a === 0 ? 0 : cost[1][a] - cost[k][a]))]);
  });

  const sizes = [0, ...all].map((k) => BigInt(labels.filter((label) => label === k).length));
  const total = sum(all.map((k) => sizes[k])) + K;
  const share = (k: number) => costOf(((sizes[k] + 1n) * 1024n) / total);
  const scores = labels.map((_, i) => {
    const score = [0, ...all.map((k) => share(1) - share(k))];
    rows.forEach((row, r) => all.forEach((k) => (score[k] += Math.trunc(weights[r][row[i]][k] / copies[r]))));
    return score;
  });
  return { weights, scores };
}

function shrunk(p: bigint, right: boolean, prior: Prior, classes: bigint): bigint {
  if (right || prior.error === undefined) return rightPrior(p, prior, classes);
  return (p * prior.error) / 4n;
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}
