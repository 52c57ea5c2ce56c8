import { economyDefaults } from "./economyDefaults.ts";
import { identityDefaults } from "./identityDefaults.ts";
import type { ProtocolParameters } from "./ProtocolParameters.ts";

const AIA = 10n ** 18n;
const AGT = 10n ** 18n;

/**
 * Parameters for embedded and rehearsal chains: one account holds everything and phases may be short.
 *
 * @param owner holds the whole genesis supply and is treasury and guardian
 * @param homeChainId chain id of the network deployed to
 */
export function developmentParameters(owner: string, homeChainId: bigint): ProtocolParameters {
  return {
    homeChainId,
    treasury: owner,
    guardian: owner,
    aiaGenesis: [{ holder: owner, amount: 100_000_000n * AIA }],
    agtGenesis: [{ holder: owner, amount: 1_000_000_000n * AGT }],
    economy: economyDefaults,
    identity: identityDefaults,
    governance: {
      timelockDelay: 60,
      votingDelay: 60,
      votingPeriod: 600,
      lateQuorumExtension: 120,
      proposalThreshold: 100_000n * AGT,
      quorumBps: 1_000,
      quorumFloor: 1_000_000n * AGT,
      quorumCeiling: 100_000_000n * AGT,
    },
    policy: {
      feeBps: 500,
      settlerFeeBps: 500,
      depositBps: 1_000,
      requesterStake: 1_000n * AGT,
      experienceUnit: AIA / 100n,
      minCommitDuration: 60,
      openDuration: 60,
      minRevealDuration: 60,
      reviewerStake: 500,
    },
    reviewerCooldown: 7 * 86_400,
  };
}
