import { AbiCoder } from "ethers";

import { scoreCategorical } from "../referee/scoreCategorical.ts";
import { scoreNumeric } from "../referee/scoreNumeric.ts";
import type { CategoricalTask, NumericTask } from "../referee/types.ts";
import { encodeInt32 } from "./encodeInt32.ts";
import { packVerdict } from "./packVerdict.ts";

/** What `IScorer.score` must return for a matrix, ABI-encoded, by the TypeScript referee. */
export function expectedOutput(task: CategoricalTask | NumericTask): string {
  const numeric = "minimum" in task;
  const result = numeric ? scoreNumeric(task) : scoreCategorical(task);
  const labels = result.labels instanceof Int32Array ? encodeInt32(result.labels) : result.labels;
  return AbiCoder.defaultAbiCoder().encode(
    ["bytes", "bytes", "uint256[]"],
    [labels, result.confidences, result.verdicts.map(packVerdict)],
  );
}
