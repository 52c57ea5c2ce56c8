import type { CategoricalInput } from "./CategoricalInput.ts";
import { clusterSizes } from "./clusterSizes.ts";
import { costOf } from "./costOf.ts";
import type { Judgement } from "./Judgement.ts";
import { kappaVerdicts } from "./kappaVerdicts.ts";
import { leadConfidence } from "./leadConfidence.ts";
import { priorTable } from "./priorTable.ts";
import { rightPrior } from "./rightPrior.ts";

const MODEL = 2;
const ROUNDS = 4;

/** Scores of the classes that were given as answers to one item. */
type Scores = ReadonlyMap<number, number>;

/** Judges categorical answers of 9 to 254 classes: one weight per row. */
export function judgeCoins(input: CategoricalInput): Judgement {
  const { items, kinds, rows, gold } = input;
  const copies = clusterSizes(rows);
  const scoresBy = (weights: readonly number[]) =>
    Array.from({ length: items }, (_, i) => {
      const scores = new Map<number, number>();
      rows.forEach((row, r) => {
        if (row[i] !== 0) scores.set(row[i], (scores.get(row[i]) ?? 0) + Math.floor(weights[r] / copies[r]));
      });
      return scores;
    });
  const labelled = (all: readonly Scores[]) => all.map((scores, i) => (gold[i] === 0 ? best(scores) : gold[i]));

  let weights = kinds.map((kind) => priorTable(kind).vote);
  let scores = scoresBy(weights);
  let labels = labelled(scores);
  for (let round = 0; round < ROUNDS; ++round) {
    weights = weigh(input, copies, labels);
    scores = scoresBy(weights);
    const next = labelled(scores);
    const same = next.every((label, i) => label === labels[i]);
    labels = next;
    if (same) break;
  }

  const confidences = scores.map((score, i) => {
    if (gold[i] !== 0) return 255;
    if (score.size === 0) return 0;
    const [first, second = 0] = [...score.values()].sort((a, b) => b - a);
    return leadConfidence(first - second);
  });
  const verdicts = kappaVerdicts(input, copies, (r, i) => {
    const answer = rows[r][i];
    if (answer !== labels[i] || scores[i].size === 1) return labels[i];
    const others = new Map(scores[i]);
    if (rows.some((row, s) => s !== r && row[i] === answer)) others.set(answer, scores[i].get(answer)! - weights[r]);
    else others.delete(answer);
    return best(others);
  });
  return { labels, confidences, verdicts };
}

/** The answered class with the greatest score, the lowest among equals; 0 without answers. */
function best(scores: Scores): number {
  const [found = [0]] = [...scores].sort(([a, x], [b, y]) => y - x || a - b);
  return found[0];
}

/** Log odds of each row's accuracy, in eighths of a bit. */
function weigh({ classes, kinds, rows }: CategoricalInput, copies: readonly number[], labels: readonly number[]) {
  const tallies = rows.map((row) => ({
    right: BigInt(row.filter((answer, i) => answer !== 0 && answer === labels[i]).length),
    given: BigInt(row.filter((answer) => answer !== 0).length),
  }));
  let [D, T] = [0n, 0n];
  tallies.forEach(({ right, given }, r) => {
    if ((kinds[r] & 3) >= MODEL) return;
    D += (240n / BigInt(copies[r])) * right;
    T += (240n / BigInt(copies[r])) * given;
  });
  const h = ((D + 480n) * 65536n) / (T + 720n);
  return tallies.map(({ right, given }, r) => {
    const prior = priorTable(kinds[r]);
    const pseudo = (prior.strength * rightPrior(h, prior, BigInt(classes))) / 64n;
    const theta = (1024n * right + pseudo) / (given + prior.strength);
    return Math.max(0, costOf((1024n - theta) / 8n) - costOf(theta));
  });
}
