import { ZeroAddress } from "ethers";

import { nullifier as nullifierOf } from "../identity/nullifier.ts";
import { checkSheet } from "./checkSheet.ts";
import { commitmentOf } from "./commitmentOf.ts";
import { saltOf } from "./saltOf.ts";
import { scopeOf, type TaskPlace } from "./scopeOf.ts";
import { signalOf } from "./signalOf.ts";
import type { StoredTask } from "./StoredTask.ts";

/** A contributor's answers to one task, and how they are to be sent and paid. */
export interface SheetPlan {
  readonly place: TaskPlace;
  readonly task: StoredTask;
  /** See `deriveSecret`. */
  readonly secret: bigint;
  /** Hexadecimal, see `encodeAnswers`. */
  readonly answers: string;
  /** Address that is paid. */
  readonly payout: string;
  /** Level to show; the task's minimum by default, which tells least. */
  readonly claimedLevel?: number;
  /** The only sender allowed; anybody, without a fee, by default. */
  readonly relayer?: string;
  /** Units of the reward token for the relayer. */
  readonly fee?: bigint;
  /** Whose prepaid balance is locked as bond; the payout address by default. */
  readonly bondAccount?: string;
}

/** What is sent at commit, beside the proof; see `SheetCommit` in contracts/types/Task.sol. */
export interface SheetCommit {
  readonly nullifier: bigint;
  readonly commitment: string;
  readonly claimedLevel: number;
  readonly relayer: string;
  readonly fee: bigint;
  readonly bondAccount: string;
}

/** What is sent at reveal; see `Opening` in contracts/types/Task.sol. */
export interface SheetOpening {
  readonly nullifier: bigint;
  readonly role: number;
  readonly level: number;
  readonly payout: string;
  readonly relayer: string;
  readonly fee: bigint;
  readonly bondAccount: string;
  readonly bond: bigint;
  readonly salt: string;
  readonly answers: string;
}

/** A sheet ready to be stored, proven and sent. */
export interface PreparedSheet {
  readonly place: TaskPlace;
  readonly scope: bigint;
  readonly signal: bigint;
  readonly commit: SheetCommit;
  readonly opening: SheetOpening;
}

/**
 * Computes everything about a sheet but its proof.
 *
 * @throws RangeError for answers of the wrong length, or a fee without a relayer or above the bond
 */
export function prepareSheet(plan: SheetPlan): PreparedSheet {
  const { place, task, secret, answers, payout } = plan;
  const { claimedLevel = task.minLevel, relayer = ZeroAddress, fee = 0n, bondAccount = payout } = plan;
  checkSheet(task, answers);
  const mostFee = relayer === ZeroAddress ? 0n : task.bond;
  if (fee > mostFee)
    throw new RangeError(`The relayer's fee is ${fee}: at most ${mostFee} can be taken from the bond.`);

  const scope = scopeOf(place);
  const nullifier = nullifierOf(secret, scope);
  const salt = saltOf(secret, scope);
  const commitment = commitmentOf({ ...place, nullifier, payout, answers, salt });
  const commit = { nullifier, commitment, claimedLevel, relayer, fee, bondAccount };
  const sent = { payout, relayer, fee, bondAccount, bond: task.bond, salt, answers };
  return {
    place,
    scope,
    signal: signalOf(commit),
    commit,
    opening: { nullifier, role: 0, level: claimedLevel, ...sent },
  };
}
