/** Parameters fixed at publication; see `Policy` in contracts/types/Task.sol. */
export interface Policy {
  readonly treasury: string;
  /** Protocol fee on top of the pool, in 1/10,000. */
  readonly feeBps: bigint;
  /** Share of the earned fee for whoever settles, in 1/10,000. */
  readonly settlerFeeBps: bigint;
  /** Deposit for each of gold and model, of the pool, in 1/10,000. */
  readonly depositBps: bigint;
  readonly categoricalScorer: string;
  readonly numericScorer: string;
  /** AGT units locked per open task. */
  readonly requesterStake: bigint;
  /** Fee, in units of the token, that pays for one point of experience; 0 gives none. */
  readonly experienceUnit: bigint;
  /** Seconds. */
  readonly minCommitDuration: bigint;
  /** Seconds. */
  readonly openDuration: bigint;
  /** Seconds. */
  readonly minRevealDuration: bigint;
  /** Whole AGT locked per review; 0 allows no reviewers. */
  readonly reviewerStake: bigint;
}
