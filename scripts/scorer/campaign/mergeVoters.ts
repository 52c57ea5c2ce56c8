import type { CategoricalIndex } from "./AnswerIndex.ts";

/**
 * The answers as they are when every group of workers has one vote: on each item its most frequent answer (of equally
 * frequent ones, all).
 *
 * @param voter For each worker the one who votes for its group; itself for who is in no group.
 */
export function mergeVoters(index: CategoricalIndex, voter: Uint32Array): CategoricalIndex {
  const { items, workers, starts, worker, value } = index;
  const grouped = new Uint8Array(workers);
  for (let w = 0; w < workers; w++) if (voter[w] !== w) grouped[w] = grouped[voter[w]] = 1;

  const merged = {
    ...index,
    starts: new Uint32Array(new SharedArrayBuffer(starts.byteLength)),
    worker: new Uint32Array(new SharedArrayBuffer(worker.byteLength)),
    value: new Uint16Array(new SharedArrayBuffer(value.byteLength)),
  };
  let write = 0;
  const votes = new Map<number, Map<number, number>>();
  for (let item = 0; item < items; item++) {
    votes.clear();
    for (let position = starts[item]; position < starts[item + 1]; position++) {
      const answerer = worker[position];
      if (grouped[answerer] === 0) {
        merged.worker[write] = answerer;
        merged.value[write++] = value[position];
        continue;
      }
      const group = votes.get(voter[answerer]) ?? new Map<number, number>();
      votes.set(voter[answerer], group);
      group.set(value[position], (group.get(value[position]) ?? 0) + 1);
    }
    for (const [group, answers] of votes) {
      const most = Math.max(...answers.values());
      for (const [answer, count] of answers) {
        if (count < most) continue;
        merged.worker[write] = group;
        merged.value[write++] = answer;
      }
    }
    merged.starts[item + 1] = write;
  }
  merged.worker = merged.worker.subarray(0, write);
  merged.value = merged.value.subarray(0, write);
  return merged;
}
