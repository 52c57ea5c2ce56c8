import type { AnswerIndex } from "../scorer/campaign/AnswerIndex.ts";
import { type AnswerTable, BLOCK_ROWS } from "./AnswerTable.ts";

/** An index of answers by item and what was left out of it. */
export interface IndexedAnswers {
  index: AnswerIndex<Uint16Array> | AnswerIndex<Float64Array>;
  /** Rows that repeat an earlier one (same worker, question and answer); each such answer counts once. */
  repeated: number;
  /** Further, different answers of a worker to a question already answered; all of them count. */
  contradicting: number;
}

/**
 * Sorts the answers of a table by item and drops repeated ones; neither depends on the order of the rows.
 *
 * The table's blocks are released while they are read, so at no time do two whole copies exist.
 */
export function indexAnswers(table: AnswerTable): IndexedAnswers {
  const { rows } = table;
  const items = table.itemIds.size;
  const workers = table.workerIds.size;
  const starts = new Uint32Array(new SharedArrayBuffer(4 * (items + 1)));
  for (let row = 0; row < rows; row++) starts[table.items[Math.floor(row / BLOCK_ROWS)][row % BLOCK_ROWS] + 1]++;
  for (let item = 0; item < items; item++) starts[item + 1] += starts[item];

  const next = starts.slice(0, items);
  const worker = new Uint32Array(new SharedArrayBuffer(4 * rows));
  const value = table.classIds
    ? new Uint16Array(new SharedArrayBuffer(2 * rows))
    : new Float64Array(new SharedArrayBuffer(8 * rows));
  for (let block = 0, left = rows; left > 0; block++, left -= BLOCK_ROWS) {
    const [blockItems, blockWorkers, blockValues] = [table.items[block], table.workers[block], table.values[block]];
    const size = Math.min(left, BLOCK_ROWS);
    for (let offset = 0; offset < size; offset++) {
      const position = next[blockItems[offset]]++;
      worker[position] = blockWorkers[offset];
      value[position] = blockValues[offset];
    }
    table.items[block] = table.workers[block] = new Uint32Array(0);
    table.values[block] = blockValues.subarray(0, 0);
  }
  const index = { items, workers, starts, worker, value } as AnswerIndex<Uint16Array> | AnswerIndex<Float64Array>;
  return { index, ...dropRepeated(index) };
}

/** Moves the answers together over those that repeat an earlier one of the same worker to the same item. */
function dropRepeated(index: AnswerIndex<Uint16Array> | AnswerIndex<Float64Array>) {
  const { items, workers, starts, worker, value } = index;
  const lastItem = new Uint32Array(workers);
  let [repeated, contradicting, write] = [0, 0, 0];
  for (let item = 0, from = 0; item < items; item++) {
    const to = starts[item + 1];
    const first = write;
    for (let read = from; read < to; read++) {
      const answerer = worker[read];
      if (lastItem[answerer] === item + 1) {
        let same = false;
        for (let earlier = first; earlier < write && !same; earlier++) {
          same = worker[earlier] === answerer && value[earlier] === value[read];
        }
        if (same) {
          repeated++;
          continue;
        }
        contradicting++;
      }
      lastItem[answerer] = item + 1;
      worker[write] = answerer;
      value[write++] = value[read];
    }
    starts[item] = first;
    from = to;
  }
  starts[items] = write;
  index.worker = worker.subarray(0, write);
  index.value = value.subarray(0, write);
  return { repeated, contradicting };
}
