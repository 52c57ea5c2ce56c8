import { DatasetError } from "../../dataset/csvError.ts";
import type { NumericIndex } from "../campaign/AnswerIndex.ts";
import { clampToFences } from "../campaign/clampToFences.ts";
import { SKIPPED } from "../referee/constants.ts";
import { scoreSparseNumeric } from "../referee/scoreSparseNumeric.ts";
import type { NumericOutcome, WorkerOutcome } from "./Outcome.ts";
import { refereeSheets } from "./refereeSheets.ts";

const MOST_DECIMALS = 6;
const GREATEST = 2_147_483_647;

/** What a task would declare about its answers; by default worked out from them. */
export interface NumericBounds {
  /** Least and greatest possible value; answers outside are void. */
  minimum?: number;
  maximum?: number;
  /** Digits after the decimal point that are kept. */
  decimals?: number;
}

/**
 * Scores numeric answers as the chain would, every worker a contributor of the lowest tier.
 *
 * Bounds that are not given are those of the answers within three interquartile ranges of their question's quartiles;
 * decimals are as many as the answers have and the referee's 32 bits hold.
 *
 * @throws DatasetError when the bounds are empty or do not fit 32 bits.
 */
export function refereeNumeric(index: NumericIndex, bounds: NumericBounds = {}): NumericOutcome & WorkerOutcome {
  const { items, workers, value } = index;
  const fenced = bounds.minimum === undefined || bounds.maximum === undefined ? rangeOf(index) : [0, 0];
  const [least, most] = [bounds.minimum ?? fenced[0], bounds.maximum ?? fenced[1]];
  if (least > most) throw new DatasetError(`--min ${least} is above --max ${most}; exchange them`);
  const scale = scaleOf(value, Math.max(Math.abs(least), Math.abs(most)), bounds.decimals);
  const minimum = Math.round(least * scale);
  const maximum = Math.max(Math.round(most * scale), minimum + 1);
  if (Math.max(Math.abs(minimum), Math.abs(maximum)) > GREATEST) {
    throw new DatasetError(`values up to ${most} do not fit the referee's 32 bits; narrow --min, --max or --decimals`);
  }
  const { rowStart, item, position } = refereeSheets(index, (p) => value[p] >= least && value[p] <= most);
  const { labels, confidences, verdicts } = scoreSparseNumeric({
    rows: workers,
    items,
    minimum,
    maximum,
    sheets: new Uint8Array(workers),
    rowStart,
    item,
    answer: Int32Array.from(position, (p) => Math.round(value[p] * scale)),
    gold: new Int32Array(items).fill(SKIPPED),
  });
  return {
    // A question none of whose answers lies within the bounds gets the nearest thing to an answer: the middle.
    estimate: Float64Array.from(labels, (label) => (label === SKIPPED ? (least + most) / 2 : label / scale)),
    certainty: Float64Array.from(confidences, (confidence) => confidence / 255),
    quality: Float64Array.from(verdicts, ({ quality }) => quality / 65535),
    voter: Uint32Array.from({ length: workers }, (_, w) => w),
  };
}

/** The least and the greatest answer that are not cut off at their question's fences. */
function rangeOf({ items, starts, value }: NumericIndex): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (let item = 0; item < items; item++) {
    const own = value.slice(starts[item], starts[item + 1]);
    clampToFences(own);
    for (let answer = 0; answer < own.length; answer++) {
      if (own[answer] !== value[starts[item] + answer]) continue;
      least = Math.min(least, own[answer]);
      most = Math.max(most, own[answer]);
    }
  }
  return [least, most];
}

/** A power of ten that turns the answers into integers, or as nearly as 32 bits allow. */
function scaleOf(value: Float64Array, greatest: number, decimals: number | undefined): number {
  let scale = 1;
  if (decimals !== undefined) {
    for (let digit = 0; digit < decimals; digit++) scale *= 10;
    return scale;
  }
  for (let digit = 0; digit < MOST_DECIMALS && scale * 10 * greatest <= GREATEST; digit++) {
    if (value.every((answer) => Math.abs(answer) > greatest || Number.isInteger(answer * scale))) break;
    scale *= 10;
  }
  return scale;
}
