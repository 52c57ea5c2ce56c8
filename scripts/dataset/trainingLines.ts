import type { CategoricalIndex } from "../scorer/campaign/AnswerIndex.ts";
import type { CategoricalModel } from "../scorer/campaign/CategoricalModel.ts";
import { itemPosterior } from "../scorer/campaign/itemPosterior.ts";
import type { AnswerTable } from "./AnswerTable.ts";

/**
 * Labelled items for training, one JSON object per line: question, hard label, and the probability of every class as a
 * soft label (they sum to 1).
 *
 * @example writeFiles("out", { "train.jsonl": trainingLines(table, index, fitCategorical(index)) });
 */
export function* trainingLines(
  { itemIds, classIds }: Pick<AnswerTable, "itemIds" | "classIds">,
  index: CategoricalIndex,
  model: CategoricalModel,
): Generator<string> {
  const { classes } = index;
  const names = Array.from({ length: classes }, (_, k) => classIds?.text(k) ?? String(k));
  const state = new Float64Array(model.states);
  for (let item = 0; item < index.items; item++) {
    itemPosterior(index, model, item, state);
    const mass = names.map((_, k) => {
      let sum = 0;
      for (let s = k; s < model.states; s += classes) sum += state[s];
      return sum;
    });
    const total = mass.reduce((sum, each) => sum + each, 0);
    const label = names[mass.indexOf(Math.max(...mass))];
    const probabilities = Object.fromEntries(names.map((name, k) => [name, mass[k] / total]));
    yield JSON.stringify({ question: itemIds.text(item), label, probabilities });
  }
}
