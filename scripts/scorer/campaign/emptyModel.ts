import type { CategoricalIndex } from "./AnswerIndex.ts";
import type { CategoricalModel } from "./CategoricalModel.ts";

/** Room for a model of `index`'s workers, with one or two grades of difficulty per class. */
export function emptyModel({ classes, workers }: CategoricalIndex, grades: 1 | 2): CategoricalModel {
  const states = grades * classes;
  return {
    classes,
    states,
    prior: new Float64Array(states),
    population: new Float64Array(states * classes),
    rows: new Float32Array(workers * states * classes),
    quality: new Float64Array(workers),
  };
}
