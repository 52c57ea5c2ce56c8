/** How proposals are made, voted on and executed. */
export type GovernanceParameters = {
  /** Seconds from queueing to execution. */
  timelockDelay: number;
  /** Seconds from a proposal to the moment at which votes are counted. */
  votingDelay: number;
  /** Seconds. */
  votingPeriod: number;
  /** Seconds that voting goes on after a quorum is reached, at least. */
  lateQuorumExtension: number;
  /** AGT units of votes that a proposer needs. */
  proposalThreshold: bigint;
  /** Share of the delegated votes, in 1/10,000. */
  quorumBps: number;
  /** Least quorum in AGT units. */
  quorumFloor: bigint;
  /** Greatest quorum in AGT units. */
  quorumCeiling: bigint;
};
