import { AbiCoder, keccak256 } from "ethers";

import { checkSheet } from "../protocol/checkSheet.ts";
import { commitmentOf } from "../protocol/commitmentOf.ts";
import { parseTask } from "../protocol/parseTask.ts";
import { phaseAt } from "../protocol/phaseAt.ts";
import type { RevealRequest } from "./parseRequest.ts";
import { RefusedError } from "./RefusedError.ts";
import type { RelayContext } from "./RelayContext.ts";

const RECORD = ["bytes32", "uint8", "uint8", "address", "uint128", "address", "uint128"];

/**
 * Checks off the chain that an opening fits an unrevealed commit. Openings that come before the reveal phase are refused:
 * nobody but the contributor should hold them then.
 *
 * @throws RefusedError naming what is wrong
 */
export async function checkReveal(context: RelayContext, { taskId, opening }: RevealRequest): Promise<void> {
  const { registry, clock, chainId, registryAddress } = context;
  const [stored, tau] = await Promise.all([registry.taskOf(taskId), clock.time()]);
  const task = parseTask(stored);
  const phase = phaseAt(task, Number(tau));
  if (phase === "none") throw new RefusedError(404, "task", `There is no task ${taskId}.`);
  if (phase === "commit" || phase === "open") {
    throw new RefusedError(
      409,
      "early",
      `Task ${taskId} is in phase "${phase}": keep the opening to yourself until reveals start.`,
    );
  }
  if (phase !== "reveal")
    throw new RefusedError(409, "phase", `Task ${taskId} is in phase "${phase}": reveals are over.`);
  try {
    checkSheet(task, opening.answers);
  } catch (error) {
    throw new RefusedError(422, "length", (error as Error).message);
  }
  if (BigInt(opening.salt) === 0n) throw new RefusedError(422, "salt", "The salt is zero.");

  const { nullifier, role, level, payout, relayer, fee, bondAccount, bond, salt, answers } = opening;
  const place = { chainId, registry: registryAddress, taskId };
  const commitment = commitmentOf({ ...place, nullifier, payout, answers, salt });
  const values = [commitment, role, level, relayer, fee, bondAccount, bond];
  const record = keccak256(AbiCoder.defaultAbiCoder().encode(RECORD, values));
  if ((await registry.commitOf(taskId, nullifier)) !== record) {
    throw new RefusedError(422, "opening", "There is no unrevealed commit that this opening fits.");
  }
}
