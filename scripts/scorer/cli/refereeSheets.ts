import type { AnswerIndex } from "../campaign/AnswerIndex.ts";

/**
 * Answers sorted by worker, as the referee takes them; where one worker gave an item different answers, none counts.
 *
 * @param keep Whether to keep an answer at this position.
 */
export function refereeSheets(
  index: AnswerIndex<Uint16Array> | AnswerIndex<Float64Array>,
  keep: (position: number) => boolean,
): { rowStart: Uint32Array; item: Uint32Array; position: Uint32Array } {
  const { items, workers, starts, worker } = index;
  const rowStart = new Uint32Array(workers + 1);
  const wanted = (position: number, item: number) => {
    if (!keep(position)) return false;
    for (let other = starts[item]; other < starts[item + 1]; other++) {
      if (other !== position && worker[other] === worker[position]) return false;
    }
    return true;
  };
  for (let item = 0; item < items; item++)
    for (let p = starts[item]; p < starts[item + 1]; p++) if (wanted(p, item)) rowStart[worker[p] + 1]++;
  for (let w = 0; w < workers; w++) rowStart[w + 1] += rowStart[w];
  const next = rowStart.slice(0, workers);
  const item = new Uint32Array(rowStart[workers]);
  const position = new Uint32Array(rowStart[workers]);
  for (let i = 0; i < items; i++)
    for (let p = starts[i]; p < starts[i + 1]; p++) {
      if (!wanted(p, i)) continue;
      const entry = next[worker[p]]++;
      item[entry] = i;
      position[entry] = p;
    }
  return { rowStart, item, position };
}
