import { Contract, getBytes, TypedDataEncoder, verifyTypedData, ZeroAddress } from "ethers";

import { packRequirement } from "../identity/packRequirement.ts";
import { verifyEligibility } from "../identity/verifyEligibility.ts";
import { bondLock } from "../protocol/bondLock.ts";
import { parseTask } from "../protocol/parseTask.ts";
import { phaseAt } from "../protocol/phaseAt.ts";
import { scopeOf } from "../protocol/scopeOf.ts";
import { signalOf } from "../protocol/signalOf.ts";
import type { CommitRequest } from "./parseRequest.ts";
import { RefusedError } from "./RefusedError.ts";
import type { RelayContext } from "./RelayContext.ts";

const ERC1271 = ["function isValidSignature(bytes32,bytes) view returns (bytes4)"];
const ERC1271_MAGIC = "0x1626ba7e";

/** Seconds that a root must still be good for, so that the commit gets there in time. */
const ROOT_MARGIN = 60n;

/**
 * Checks off the chain everything that the registry will check, so that a bad commit costs the relay no gas.
 *
 * @throws RefusedError naming what is wrong
 */
export async function checkCommit(context: RelayContext, request: CommitRequest): Promise<void> {
  const { registry, clock, tree, relayer } = context;
  const { taskId, sheet, proof } = request;
  if (sheet.relayer !== relayer && (sheet.relayer !== ZeroAddress || context.fee > 0n)) {
    throw new RefusedError(422, "relayer", `The commit names the relayer ${sheet.relayer}: this one is ${relayer}.`);
  }
  if (sheet.fee < context.fee)
    throw new RefusedError(402, "fee", `The fee is ${sheet.fee}: this relay takes ${context.fee}.`);

  const [stored, { tau, paused }] = await Promise.all([registry.taskOf(taskId), clock.read()]);
  const task = parseTask(stored);
  const phase = phaseAt(task, Number(tau));
  if (phase === "none") throw new RefusedError(404, "task", `There is no task ${taskId}.`);
  if (paused) throw new RefusedError(503, "paused", "The protocol is paused: commits are closed until it goes on.");
  if (phase !== "commit")
    throw new RefusedError(409, "phase", `Task ${taskId} is in phase "${phase}": commits are over.`);
  if (task.commits >= task.quota)
    throw new RefusedError(409, "full", `All ${task.quota} places of task ${taskId} are taken.`);
  if (sheet.fee > task.bond) throw new RefusedError(422, "fee", `The fee is greater than the bond of ${task.bond}.`);
  if (sheet.claimedLevel < task.minLevel) {
    throw new RefusedError(422, "level", `Task ${taskId} asks for level ${task.minLevel}.`);
  }

  const [used, expiry, balance] = await Promise.all([
    registry.commitOf(taskId, sheet.nullifier),
    tree.rootExpiry(proof.root),
    registry.getFunction("balanceOf").staticCall(task.token, sheet.bondAccount),
  ]);
  if (BigInt(used) !== 0n) throw new RefusedError(409, "used", "This contributor has committed to the task already.");
  if (expiry < tau + ROOT_MARGIN)
    throw new RefusedError(422, "root", "The proof's root is unknown or too old: prove again.");
  if (balance < task.bond) {
    throw new RefusedError(
      402,
      "bond",
      `${sheet.bondAccount} has ${balance} in the registry: the bond is ${task.bond}.`,
    );
  }
  await requireBondSignature(context, request);

  const [ax, ay, bxx, bxy, byx, byy, cx, cy] = proof.points;
  const place = { chainId: context.chainId, registry: context.registryAddress, taskId };
  const { minLevel, skills, commitDeadline } = task;
  const requirement = { minLevel, claimedLevel: sheet.claimedLevel, skills, minValidUntil: BigInt(commitDeadline) };
  const inputs = [proof.root, sheet.nullifier, scopeOf(place), signalOf(sheet), packRequirement(requirement)] as const;
  const groth16 = {
    a: [ax, ay],
    b: [
      [bxx, bxy],
      [byx, byy],
    ],
    c: [cx, cy],
    publicInputs: inputs,
  } as const;
  if (!(await verifyEligibility(groth16, context.verificationKey))) {
    throw new RefusedError(422, "proof", "The proof does not hold for this task, nullifier and commitment.");
  }
}

/** The bond account, a key or a contract, must have signed this very commit. */
async function requireBondSignature(
  context: RelayContext,
  { taskId, sheet, bondSignature }: CommitRequest,
): Promise<void> {
  if (sheet.bondAccount === context.relayer)
    throw new RefusedError(422, "bond", "The relay does not lend its own bond.");
  const place = { chainId: context.chainId, registry: context.registryAddress, taskId };
  const { domain, types, value } = bondLock({ place, commit: sheet, signal: signalOf(sheet) });
  const refused = new RefusedError(422, "signature", `${sheet.bondAccount} has not signed this commit's bond.`);
  if ((await context.provider.getCode(sheet.bondAccount)) === "0x") {
    try {
      if (verifyTypedData(domain, types, value, bondSignature) === sheet.bondAccount) return;
    } catch {
      throw refused;
    }
    throw refused;
  }
  const wallet = new Contract(sheet.bondAccount, ERC1271, context.provider);
  const hash = TypedDataEncoder.hash(domain, types, value);
  const answer = await wallet.isValidSignature(hash, getBytes(bondSignature)).catch(() => "0x");
  if (answer !== ERC1271_MAGIC) throw refused;
}
