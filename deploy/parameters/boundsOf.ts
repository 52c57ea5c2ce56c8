import { formatUnits, parseUnits } from "ethers";

import { DEPLOYER, type HomeParameters, type NetworkParameters, TIMELOCK } from "./networkParameters.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const ISSUANCE_CAP = parseUnits("5000000000", 18);
const MAX_PROPOSAL_THRESHOLD = parseUnits("10000000", 18);

/** Networks on which what is deployed is worth real money. */
export const VALUE_NETWORKS: readonly string[] = ["arbitrumOne", "opbnb"];

/**
 * What is wrong with parameters that are well formed: one line for each, in the order of the file.
 *
 * @param network name of the network they are meant for
 */
export function boundsOf(network: string, parameters: NetworkParameters): string[] {
  const value = VALUE_NETWORKS.includes(network);
  const { reviewerCooldown: cooldown } = parameters;
  return [
    ...(value ? valueBounds(parameters) : []),
    ...phaseBounds(parameters),
    ...problems([[cooldown < DAY || cooldown > 30 * DAY, "reviewerCooldown: 1 to 30 days"]]),
    ...(parameters.role === "home" ? homeBounds(parameters) : []),
  ];
}

/** AGT units that can vote from the first day: neither vesting nor the treasury's. */
export function votableSupply({ agtGenesis }: HomeParameters): bigint {
  return sum(agtGenesis.filter(({ holder, vesting }) => holder !== TIMELOCK && vesting === undefined));
}

function homeBounds(parameters: HomeParameters): string[] {
  const { governance, agtGenesis } = parameters;
  const { quorumFloor, quorumCeiling, proposalThreshold, votingDelay, votingPeriod } = governance;
  const votable = votableSupply(parameters);
  const issued = sum(agtGenesis);
  return problems([
    [issued > ISSUANCE_CAP, `agtGenesis: ${whole(issued)} AGT are more than the 5,000,000,000 that can ever be`],
    [quorumFloor === 0n, "governance.quorumFloor: has to be more than 0"],
    [
      quorumFloor * 2n > votable,
      `governance.quorumFloor: ${whole(quorumFloor)} AGT are more than half of the ${whole(votable)} that can vote`,
    ],
    [quorumCeiling < quorumFloor, "governance.quorumCeiling: is below quorumFloor"],
    [proposalThreshold > MAX_PROPOSAL_THRESHOLD, "governance.proposalThreshold: at most 10,000,000 AGT"],
    [proposalThreshold > votable, "governance.proposalThreshold: nobody holds that much"],
    [votingDelay < 1 || votingDelay > 14 * DAY, "governance.votingDelay: 1 second to 14 days"],
    [votingPeriod < 300 || votingPeriod > 30 * DAY, "governance.votingPeriod: 5 minutes to 30 days"],
  ]);
}

function phaseBounds({ policy }: NetworkParameters): string[] {
  const phases = ["minCommitDuration", "openDuration", "minRevealDuration"] as const;
  return problems(
    phases.map((phase) => [policy[phase] < 60 || policy[phase] > 30 * DAY, `policy.${phase}: 1 minute to 30 days`]),
  );
}

function valueBounds(parameters: NetworkParameters): string[] {
  const { guardian, gateway, timelockDelay, policy } = parameters;
  const named = `has to name an address: "${DEPLOYER}" is for testnets`;
  const allocations = parameters.role === "home" ? [...parameters.aiaGenesis, ...parameters.agtGenesis] : [];
  return problems([
    [guardian === DEPLOYER, `guardian: ${named}`],
    [timelockDelay < 2 * DAY, "timelockDelay: at least 2 days, so that users can leave"],
    [gateway.attestors.includes(DEPLOYER), `gateway.attestors: ${named}`],
    [gateway.attestors.length < 3, "gateway.attestors: at least 3, run by different people"],
    [allocations.some(({ holder }) => holder === DEPLOYER), `genesis: every holder ${named}`],
    [policy.minRevealDuration < HOUR, "policy.minRevealDuration: at least 1 hour"],
    [
      parameters.role === "home" && parameters.governance.votingPeriod < 3 * DAY,
      "governance.votingPeriod: at least 3 days",
    ],
  ]);
}

function problems(checks: [wrong: boolean, line: string][]): string[] {
  return checks.filter(([wrong]) => wrong).map(([, line]) => line);
}

function sum(allocations: readonly { amount: bigint }[]): bigint {
  return allocations.reduce((total, { amount }) => total + amount, 0n);
}

function whole(units: bigint): string {
  return formatUnits(units, 18).replace(/\.0$/, "");
}
