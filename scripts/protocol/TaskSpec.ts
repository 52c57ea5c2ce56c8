/** What a task asks and against what it is checked; see `TaskSpec` in contracts/types/Task.sol. */
export interface TaskSpec {
  /** IPFS content identifier of the questions. */
  readonly cid: string;
  /** See `sealedHashOf`; zero for none. */
  readonly goldHash: string;
  /** The same of a model's predictions; zero for none. */
  readonly modelHash: string;
  /** Least possible numeric answer, 0 for categorical tasks. */
  readonly minimum: number;
  /** Greatest possible numeric answer, 0 for categorical tasks. */
  readonly maximum: number;
  /** Decimal places of numeric answers. */
  readonly decimals: number;
  /** Places for reviewers, 0 for none. */
  readonly reviewerPlaces: number;
  /** Items that each reviewer is asked to answer. */
  readonly reviewerItems: number;
  /** Share of the pool that pays reviewers, in 1/10,000. */
  readonly reviewerBps: number;
  /** Numbers further apart than this differ; 0 for categorical tasks. */
  readonly reviewerTolerance: number;
}

/** What a requester asks for; see `TaskTerms` in contracts/types/Task.sol. */
export interface TaskTerms {
  /** Address of the reward token. */
  readonly token: string;
  /** Units of the token, without fee and deposits. */
  readonly pool: bigint;
  /** K of a categorical task (2..254), 0 for a numeric one. */
  readonly classes: number;
  readonly items: number;
  /** Places for contributors. */
  readonly quota: number;
  readonly minLevel: number;
  /** Field in which the work gives experience, 0 for general work. */
  readonly field: number;
  /** Required skills, one bit each. */
  readonly skills: bigint;
  /** Seconds of protocol time. */
  readonly commitDeadline: number;
  /** Seconds. */
  readonly revealDuration: number;
  /** Units of the token at stake until the reveal. */
  readonly bond: bigint;
}
