import type { EconomyParameters } from "./EconomyParameters.ts";
import type { GovernanceParameters } from "./GovernanceParameters.ts";
import type { IdentityParameters } from "./IdentityParameters.ts";

/** A share of a token's supply at genesis: who, and how many units (10^-18). */
export type Allocation = {
  holder: string;
  amount: bigint;
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
};

/** Everything a deployment decides. */
export interface ProtocolParameters {
  /** Chain on which AGT and AIA are issued. */
  homeChainId: bigint;
  /** Receives fees, forfeits and dust; the fee splitter unless given. */
  treasury?: string;
  /** May pause, at most for a year. */
  guardian: string;
  aiaGenesis: Allocation[];
  agtGenesis: Allocation[];
  economy: EconomyParameters;
  identity: IdentityParameters;
  governance: GovernanceParameters;
  policy: PolicyParameters;
}
