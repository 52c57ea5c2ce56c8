import type { AnswerTable } from "../../dataset/AnswerTable.ts";
import type { CategoricalIndex } from "../campaign/AnswerIndex.ts";
import { scoreCategorical } from "../campaign/scoreCategorical.ts";
import { accuracy } from "../statistics/accuracy.ts";
import { fleissKappa } from "../statistics/fleissKappa.ts";
import { nominalAlpha } from "../statistics/nominalAlpha.ts";
import { categoricalFigures } from "./categoricalFigures.ts";
import type { CategoricalOutcome, WorkerOutcome } from "./Outcome.ts";
import { refereeCategorical } from "./refereeCategorical.ts";
import type { ScoreReport } from "./ScoreReport.ts";

/** Scores categorical answers by either mode; the figures are worked out later, outside of the time measured. */
export function categoricalRun(
  table: AnswerTable,
  index: CategoricalIndex,
  { mode }: { mode: "referee" | "campaign" },
  progress: (fraction: number) => void,
) {
  const outcome: CategoricalOutcome & WorkerOutcome =
    mode === "campaign" ? scoreCategorical(index, { progress }) : refereeCategorical(index);
  const figures = (truth: Map<number, number> | undefined): Partial<ScoreReport> & Pick<ScoreReport, "alpha"> => ({
    ...(truth && truth.size > 0 && { accuracy: accuracy(outcome, truth) }),
    alpha: numberOrNull(nominalAlpha(index)),
    fleissKappa: numberOrNull(fleissKappa(index)),
    categorical: categoricalFigures(table, index, outcome, truth),
  });
  return { outcome, figures };
}

function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
