import type { ReviewFacts } from "./countErrors.ts";
import type { ForfeitFacts } from "./listForfeits.ts";

/** A revealed sheet, joined with its commit. */
export interface SheetFacts {
  readonly nullifier: bigint;
  readonly role: number;
  readonly level: number;
  readonly payout: string;
  readonly relayer: string;
  readonly fee: bigint;
  /** Hexadecimal. */
  readonly answers: string;
}

/** What the chain's events say about a settled task. */
export interface TaskFacts {
  readonly taskId: bigint;
  readonly pool: bigint;
  readonly quota: number;
  readonly items: number;
  readonly classes: number;
  readonly field: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Places of reviewers, what each answers, and their share of the pool in 1/10,000. */
  readonly reviewerPlaces: number;
  readonly reviewerItems: number;
  readonly reviewerBps: bigint;
  /** Numbers of reviewers further apart than this differ. */
  readonly reviewerTolerance: number;
  /** Published hashes of gold and model, zero for none. */
  readonly goldHash: string;
  readonly modelHash: string;
  /** What was opened; absent for a hash that was not. */
  readonly gold?: OpenedRow;
  readonly model?: OpenedRow;
  /** Of the policy that the task was published under; absent when its event was not found. */
  readonly feeBps?: bigint;
  readonly experienceUnit?: bigint;
  /** Whole AGT that a review holds. */
  readonly reviewerStake?: bigint;
  /** Addresses of the reviewers who committed, as numbers, in the order of commits. */
  readonly reviewers: readonly bigint[];
  /** In the order of reveals. */
  readonly sheets: readonly SheetFacts[];
  /** What the settlement announced. */
  readonly settled: SettledFacts;
  /** What resolving the reviews announced; nothing before that. */
  readonly reviews: readonly ReviewFacts[];
  /** What was announced of reviews that were not revealed, so far: anybody forfeits them, one by one. */
  readonly forfeits: readonly ForfeitFacts[];
}

/** One row that the requester opened, in hexadecimal. */
export interface OpenedRow {
  readonly row: string;
  readonly salt: string;
}

/** The two events of a settlement. */
export interface SettledFacts {
  readonly labels: string;
  readonly confidences: string;
  readonly payoutRoot: string;
  readonly resultHash: string;
  readonly verdicts: readonly bigint[];
  readonly payouts: readonly bigint[];
  readonly experience: bigint;
}
