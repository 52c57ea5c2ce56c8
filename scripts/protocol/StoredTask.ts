/** A task as the registry stores it; see `Task` in contracts/types/Task.sol. */
export interface StoredTask {
  readonly requester: string;
  /** Seconds of protocol time. */
  readonly commitDeadline: number;
  readonly classes: number;
  readonly items: number;
  readonly quota: number;
  /** Number of the policy it was published under. */
  readonly policy: number;
  readonly token: string;
  /** Seconds of protocol time. */
  readonly revealStart: number;
  /** Seconds. */
  readonly revealDuration: number;
  /** Length of an answer sheet. */
  readonly rowBytes: number;
  readonly minLevel: number;
  readonly pool: bigint;
  readonly bond: bigint;
  readonly skills: bigint;
  /** Sum of the relayer fees of all commits. */
  readonly relayerFees: bigint;
  /** Commits of contributors. */
  readonly commits: number;
  readonly field: number;
  readonly goldPending: boolean;
  readonly modelPending: boolean;
  /** 0 none, 1 settled, 2 cancelled. */
  readonly ending: number;
  readonly specHash: string;
  /** Rolling hash of all reveals, 240 bits. */
  readonly revealHash: bigint;
  /** All reveals, those of reviewers among them. */
  readonly reveals: number;
  /** Items that each reviewer is asked to answer. */
  readonly reviewerItems: number;
  /** Timestamp. */
  readonly publishedAt: number;
  /** Whole AGT that a review locks. */
  readonly reviewerStake: number;
  readonly reviewerPlaces: number;
  /** Commits of reviewers, which `commits` leaves out. */
  readonly reviews: number;
  readonly reviewReveals: number;
}
