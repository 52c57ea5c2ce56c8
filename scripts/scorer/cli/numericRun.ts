import type { NumericIndex } from "../campaign/AnswerIndex.ts";
import { scoreNumeric } from "../campaign/scoreNumeric.ts";
import { intervalAlpha } from "../statistics/intervalAlpha.ts";
import { meanErrors } from "../statistics/meanErrors.ts";
import type { NumericOutcome, WorkerOutcome } from "./Outcome.ts";
import { refereeNumeric, type NumericBounds } from "./refereeNumeric.ts";
import type { ScoreReport } from "./ScoreReport.ts";

/** Scores numeric answers by either mode; the figures are worked out later, outside of the time measured. */
export function numericRun(
  index: NumericIndex,
  { mode, bounds }: { mode: "referee" | "campaign"; bounds: NumericBounds },
  progress: (fraction: number) => void,
) {
  const outcome = mode === "campaign" ? campaign(index, progress) : refereeNumeric(index, bounds);
  const figures = (truth: Map<number, number> | undefined): Partial<ScoreReport> & Pick<ScoreReport, "alpha"> => {
    const alpha = intervalAlpha(index);
    return {
      ...(truth && truth.size > 0 && meanErrors(outcome.estimate, truth)),
      alpha: Number.isFinite(alpha) ? alpha : null,
    };
  };
  return { outcome, figures };
}

function campaign(index: NumericIndex, progress: (fraction: number) => void): NumericOutcome & WorkerOutcome {
  const { estimate, error, quality } = scoreNumeric(index, { progress });
  return { estimate, certainty: error, quality, voter: Uint32Array.from(quality, (_, worker) => worker) };
}
