import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { errorResult, successfulResult } from "hardhat/utils/result";

import { explainError } from "../tasks/explainError.ts";
import { showStatus } from "./showStatus.ts";
import { targetOf } from "./targetOf.ts";

/** Compares a deployment with its sources and parameters; exit code 1 on any difference. */
export default async function status({ json }: { json: boolean }, hre: HardhatRuntimeEnvironment) {
  try {
    const drifts = await showStatus(hre, await targetOf(hre), { json });
    return drifts.length === 0 ? successfulResult(drifts) : errorResult(drifts);
  } catch (error) {
    const text = error instanceof Error && error.message.includes("\n") ? error.message : undefined;
    const line = text ?? explainError(error, hre.globalOptions.network ?? "default");
    console.error(line);
    return errorResult(line);
  }
}
