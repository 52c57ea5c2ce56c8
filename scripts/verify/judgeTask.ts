import { judgeRows, type RowsJudgement } from "./judgeRows.ts";
import type { TaskFacts } from "./TaskFacts.ts";

const MODEL = 2;

/** Runs the second referee over the sheets of a task, and the model's row behind them. */
export function judgeTask({ gold, model, sheets, ...shape }: TaskFacts): RowsJudgement {
  if (sheets.length === 0) return { labels: "0x", confidences: "0x", verdicts: [] };
  const kinds = [...sheets.map(({ role, level }) => role | (tierOf(level) << 2)), ...(model ? [MODEL] : [])];
  const rows = [...sheets.map(({ answers }) => answers), ...(model ? [model.row] : [])];
  const { verdicts, ...rest } = judgeRows({ ...shape, kinds, rows, gold: gold?.row });
  return { ...rest, verdicts: verdicts.slice(0, sheets.length) };
}

function tierOf(level: number): number {
  if (level <= 3) return 0;
  return level <= 6 ? 1 : 2;
}
