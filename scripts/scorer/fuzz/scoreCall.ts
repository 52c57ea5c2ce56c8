import { Interface } from "ethers";

import type { CategoricalTask, NumericTask } from "../referee/types.ts";
import { encodeInt32 } from "./encodeInt32.ts";

const scorer = new Interface([
  "function score((uint16 items, uint8 classes, int32 minimum, int32 maximum) shape, bytes sheets, bytes answers, bytes gold) pure returns (bytes labels, bytes confidences, uint256[] verdicts)",
]);

/** Calldata of `IScorer.score` for a matrix. */
export function scoreCall(task: CategoricalTask | NumericTask): string {
  if ("minimum" in task) {
    const { items, minimum, maximum, sheets, answers, gold = new Int32Array() } = task;
    return scorer.encodeFunctionData("score", [
      [items, 0, minimum, maximum],
      sheets,
      encodeInt32(answers),
      encodeInt32(gold),
    ]);
  }
  const { items, classes, sheets, answers, gold = new Uint8Array() } = task;
  return scorer.encodeFunctionData("score", [[items, classes, 0, 0], sheets, answers, gold]);
}
