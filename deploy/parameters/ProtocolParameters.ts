import type { EconomyParameters } from "./EconomyParameters.ts";
import type { GovernanceParameters } from "./GovernanceParameters.ts";
import type { IdentityParameters } from "./IdentityParameters.ts";

/** A share of a token's supply at genesis: who, and how many units (10^-18). */
export type Allocation = {
  /** An address, or "timelock" for the deployment's own. */
  holder: string;
  amount: bigint;
  /** Seconds from the deployment to the first release, and from that to the last; released evenly. */
  vesting?: { start: number; duration: number };
};

/** Parameters of tasks paid in AIA; see `Policy` in contracts/types/Task.sol. */
export type PolicyParameters = {
  /** Protocol fee on top of the pool, in 1/10,000. */
  feeBps: number;
  /** Share of the earned fee for whoever settles, in 1/10,000. */
  settlerFeeBps: number;
  /** Deposit for each of gold and model, of the pool, in 1/10,000. */
  depositBps: number;
  /** AGT units locked per open task. */
  requesterStake: bigint;
  /** Protocol fee, in units of the token, that pays for one point of experience. */
  experienceUnit: bigint;
  /** Seconds. */
  minCommitDuration: number;
  /** Seconds. */
  openDuration: number;
  /** Seconds. */
  minRevealDuration: number;
  /** Whole AGT locked per review; 0 allows no reviewers. */
  reviewerStake: number;
};

/** What a deployment decides on any chain. */
export interface CommonParameters {
  /** Chain on which AGT and AIA are issued. */
  homeChainId: bigint;
  /** Receives fees, forfeits and dust; the fee splitter unless given. */
  treasury?: string;
  /** May pause, at most for a year. */
  guardian: string;
  economy: EconomyParameters;
  identity: IdentityParameters;
  policy: PolicyParameters;
  /** Seconds from asking a reviewer's stake back to taking it back. */
  reviewerCooldown: number;
}

/** What a deployment decides on the home chain. */
export interface ProtocolParameters extends CommonParameters {
  aiaGenesis: Allocation[];
  agtGenesis: Allocation[];
  governance: GovernanceParameters;
}

/** Who vouches for messages between chains. */
export type GatewayParameters = {
  /** Addresses in ascending order. */
  attestors: string[];
  threshold: number;
};

/** What a deployment decides on a satellite chain. */
export interface SatelliteDeploymentParameters extends CommonParameters {
  gateway: GatewayParameters;
  /** Seconds from a decision's arrival to its execution. */
  timelockDelay: number;
  /** What was deployed at home. */
  home: { gateway: string; timelock: string; aiaLockbox: string; agtLockbox: string };
}
