import { DatasetError } from "../../dataset/csvError.ts";
import type { CategoricalIndex } from "../campaign/AnswerIndex.ts";
import { scoreSparse } from "../referee/scoreSparse.ts";
import type { CategoricalOutcome, WorkerOutcome } from "./Outcome.ts";
import { refereeSheets } from "./refereeSheets.ts";

const MOST_CLASSES = 254;

/**
 * Scores categorical answers as the chain would, every worker a contributor of the lowest tier.
 *
 * @throws DatasetError beyond 254 classes, which fit no byte.
 */
export function refereeCategorical(index: CategoricalIndex): CategoricalOutcome & WorkerOutcome {
  const { items, workers, value, known } = index;
  if (index.classes > MOST_CLASSES) {
    throw new DatasetError(
      `the referee takes at most ${MOST_CLASSES} classes, here are ${index.classes}; use --mode campaign`,
    );
  }
  const { rowStart, item, position } = refereeSheets(index, () => true);
  const { labels, confidences, verdicts } = scoreSparse({
    rows: workers,
    items,
    classes: Math.max(2, index.classes),
    sheets: new Uint8Array(workers),
    rowStart,
    item,
    answer: Uint8Array.from(position, (p) => value[p] + 1),
    gold: Uint8Array.from(known ?? new Int32Array(items).fill(-1), (label) => label + 1),
  });
  return {
    label: Uint16Array.from(labels, (label) => (label === 0 ? 0 : label - 1)),
    ties: new Map(),
    confidence: Float32Array.from(confidences, (confidence) => confidence / 255),
    quality: Float64Array.from(verdicts, ({ quality }) => quality / 65535),
    voter: Uint32Array.from({ length: workers }, (_, w) => w),
  };
}
