import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";

/** The finest unit of counts; coarser ones are used when a worker has more than 2,046 answers. */
const FINEST = 1_048_576;

/** Room for a model of `index`'s workers, in shared memory, with one or two grades of difficulty per class. */
export function emptyModel({ classes, workers, worker }: CategoricalIndex, grades: 1 | 2): CategoricalModel {
  const states = grades * classes;
  const answers = new Uint32Array(workers);
  for (const answerer of worker) answers[answerer]++;
  let most = 0;
  for (const count of answers) if (count > most) most = count;
  let unit = FINEST;
  while (unit * (most + 1) >= 2_147_483_648) unit /= 2;
  const table = new SharedArrayBuffer(workers * classes * states * 8);
  return {
    classes,
    states,
    unit,
    prior: new Float64Array(new SharedArrayBuffer(states * 8)),
    population: new Float64Array(new SharedArrayBuffer(states * classes * 8)),
    rows: new Float32Array(table),
    counts: new Int32Array(table),
    quality: new Float64Array(new SharedArrayBuffer(workers * 8)),
  };
}
