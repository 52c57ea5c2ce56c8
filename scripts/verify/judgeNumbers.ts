import { chauvenetBound } from "./chauvenetBound.ts";
import { clusterSizes } from "./clusterSizes.ts";
import { concordance } from "./concordance.ts";
import type { Judgement, SheetVerdict } from "./Judgement.ts";
import type { NumericInput } from "./NumericInput.ts";
import { priorTable } from "./priorTable.ts";

const MODEL = 2;
const NOTHING = -(2 ** 31);

/** An answer in 1/256 units. */
interface Value {
  readonly row: number;
  readonly x: bigint;
}

/** What is known of one item. */
interface Item {
  readonly values: readonly Value[];
  readonly gold?: bigint;
  /** κ of its number of answers, spread and bound. */
  readonly kappa: bigint;
  readonly sigma: bigint;
  readonly bound: bigint;
}

/** An item's mean and what it was made of. */
interface Mean {
  readonly t: bigint;
  /** Σ ⌊w/d⌋·x′ and Σ ⌊w/d⌋. */
  readonly sum: bigint;
  readonly weight: bigint;
  /** x′ by row. */
  readonly clamped: ReadonlyMap<number, bigint>;
}

/** Judges numeric answers. */
export function judgeNumbers(input: NumericInput): Judgement {
  const { minimum, rows } = input;
  const bytes = rows.map((row) => row.map((x) => (x === undefined ? 0 : 1 + ((x - minimum) % 254))));
  const copies = clusterSizes(bytes).map(BigInt);
  const items = itemsOf(input);

  let means: readonly Mean[] = items.map(startOf);
  let weights: bigint[] = [];
  for (let round = 0; round < 2; ++round) {
    weights = weigh(input, items, means, copies);
    means = means.map(({ t }, i) => meanOf(items[i], t, weights, copies));
  }

  const labels = items.map(({ values, gold }, i) => {
    if (values.length === 0 && gold === undefined) return NOTHING;
    return minimum + Number((means[i].t + 128n) / 256n);
  });
  const active = weights.filter((_, r) => rows[r].some((x) => x !== undefined));
  const average = active.length === 0 ? 0n : active.reduce((sum, w) => sum + w, 0n) / BigInt(active.length);
  const confidences = items.map(({ values, gold }, i) => {
    if (gold !== undefined) return 255;
    if (values.length === 0) return 0;
    return Number((255n * means[i].weight) / (means[i].weight + average));
  });
  return { labels, confidences, verdicts: verdictsOf(input, items, means, weights, copies) };
}

function itemsOf({ minimum, rows, gold, items }: NumericInput): Item[] {
  const scaled = (x: number) => 256n * BigInt(x - minimum);
  return Array.from({ length: items }, (_, i) => {
    const values = rows.flatMap((row, r) => (row[i] === undefined ? [] : [{ row: r, x: scaled(row[i]) }]));
    const known = gold[i];
    const sigma = spreadOf(sorted(values));
    const kappa = values.length === 0 ? 0n : BigInt(chauvenetBound(values.length));
    return { values, gold: known === undefined ? known : scaled(known), kappa, sigma, bound: (kappa * sigma) / 64n };
  });
}

function sorted(values: readonly Value[]): bigint[] {
  return values.map(({ x }) => x).sort((a, b) => Number(a - b));
}

function spreadOf(v: readonly bigint[]): bigint {
  const n = v.length;
  if (n === 0) return 256n;
  const q = Math.floor(n / 4);
  let spread = (3n * (v[n - 1 - q] - v[q])) / 4n;
  if (n === 3) {
    const [low, high] = [v[1] - v[0], v[2] - v[1]];
    spread = (3n * (low < high ? low : high)) / 2n;
  }
  return spread > 256n ? spread : 256n;
}

function startOf({ values, gold }: Item): Mean {
  const v = sorted(values);
  const median = v.length === 0 ? 0n : (v[(v.length - 1) >> 1] + v[v.length >> 1]) / 2n;
  return { t: gold ?? median, sum: 0n, weight: 0n, clamped: new Map() };
}

function weigh({ kinds }: NumericInput, items: readonly Item[], means: readonly Mean[], copies: readonly bigint[]) {
  const squares = kinds.map(() => 0n);
  const given = kinds.map(() => 0n);
  items.forEach(({ values, sigma, kappa }, i) => {
    for (const { row, x } of values) {
      const away = x > means[i].t ? x - means[i].t : means[i].t - x;
      const residual = (64n * away) / sigma;
      squares[row] += (residual < kappa ? residual : kappa) ** 2n;
      ++given[row];
    }
  });
  let [Q, n] = [0n, 0n];
  kinds.forEach((kind, r) => {
    if ((kind & 3) >= MODEL) return;
    Q += (240n / copies[r]) * squares[r];
    n += (240n / copies[r]) * given[r];
  });
  const V = n === 0n ? 0n : (16n * Q) / n;
  return kinds.map((kind, r) => {
    const { numericStrength: s, variance: e } = priorTable(kind);
    return 2n ** 32n / ((16n * squares[r] + (s * e * V) / 4n) / (given[r] + s) + 1n);
  });
}

function meanOf(
  { values, gold, bound }: Item,
  old: bigint,
  weights: readonly bigint[],
  copies: readonly bigint[],
): Mean {
  let [sum, weight] = [0n, 0n];
  const clamped = new Map<number, bigint>();
  for (const { row, x } of values) {
    const own = x < old - bound ? old - bound : x > old + bound ? old + bound : x;
    clamped.set(row, own);
    sum += (weights[row] / copies[row]) * own;
    weight += weights[row] / copies[row];
  }
  return { t: gold ?? (weight === 0n ? old : sum / weight), sum, weight, clamped };
}

function verdictsOf(
  { rows }: NumericInput,
  items: readonly Item[],
  means: readonly Mean[],
  weights: readonly bigint[],
  copies: readonly bigint[],
): SheetVerdict[] {
  const judged = items.flatMap(({ values, gold }, i) => (gold === undefined && values.length >= 2 ? [i] : []));
  const range = rangeOf(items, means);
  return rows.map((row, r) => {
    const pairs = judged.flatMap((i) => {
      const { sum, weight, clamped } = means[i];
      const own = clamped.get(r);
      if (own === undefined || weight <= weights[r]) return [];
      const rest = sum - weights[r] * own;
      const mean = rest < 0n ? 0n : rest / (weight - weights[r]);
      const y = mean > 2n ** 40n ? 2n ** 40n : mean;
      const { x } = items[i].values.find((value) => value.row === r)!;
      return [{ x: pulled(x, range), y, far: (x > y ? x - y : y - x) > 2n * items[i].sigma }];
    });
    const answered = BigInt(row.filter((x) => x !== undefined).length);
    return { ...concordance(pairs, judged.length), answered, copies: copies[r] };
  });
}

/** The range of the items' values, widened by half of it on both sides, but not below zero. */
function rangeOf(items: readonly Item[], means: readonly Mean[]): { least: bigint; most: bigint } {
  const known = means.filter((_, i) => items[i].values.length > 0 || items[i].gold !== undefined);
  const all = known.map(({ t }) => t).sort((a, b) => Number(a - b));
  const [least, most] = [all[0] ?? 0n, all[all.length - 1] ?? 0n];
  const half = (most - least) / 2n;
  return { least: least > half ? least - half : 0n, most: most + half };
}

function pulled(x: bigint, { least, most }: { least: bigint; most: bigint }): bigint {
  return x < least ? least : x > most ? most : x;
}
