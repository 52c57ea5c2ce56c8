import type { CategoricalResult, SparseSheets } from "./types.ts";
import { MATRIX_CLASSES } from "./constants.ts";
import { findCopies } from "./findCopies.ts";
import { fitConfusion } from "./fitConfusion.ts";
import { fitOneCoin } from "./fitOneCoin.ts";
import { judgeSheets } from "./judgeSheets.ts";

/** The referee's categorical consensus on a matrix without gaps. */
export function scoreSparse(data: SparseSheets): CategoricalResult {
  const copies = findCopies(data);
  const fit = data.classes <= MATRIX_CLASSES ? fitConfusion(data, copies) : fitOneCoin(data, copies);
  return {
    labels: fit.labels,
    confidences: fit.confidences,
    verdicts: judgeSheets(data, fit.withoutOwn, copies),
  };
}
