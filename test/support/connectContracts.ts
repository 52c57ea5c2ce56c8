import type { BaseContract, ContractRunner } from "ethers";

import {
  AGTStake__factory,
  AGTToken__factory,
  AIAToken__factory,
  AccessManager__factory,
  Achievements__factory,
  AlayaGovernor__factory,
  CategoricalScorer__factory,
  ContributorPass__factory,
  EligibilityBatchVerifier__factory,
  EligibilityTree__factory,
  EligibilityVerifier__factory,
  Emissions__factory,
  Experience__factory,
  ExperienceTree__factory,
  FeeSplitter__factory,
  PassPicture__factory,
  PassPolicy__factory,
  ReviewerStake__factory,
  Reviews__factory,
  NumericScorer__factory,
  ProtocolClock__factory,
  Quests__factory,
  Settlement__factory,
  TaskPolicies__factory,
  TaskRegistry__factory,
  TimelockController__factory,
} from "../../typechain-types/index.js";

const FACTORIES = {
  authority: AccessManager__factory,
  clock: ProtocolClock__factory,
  aia: AIAToken__factory,
  agt: AGTToken__factory,
  stake: AGTStake__factory,
  pass: ContributorPass__factory,
  tree: EligibilityTree__factory,
  verifier: EligibilityVerifier__factory,
  batchVerifier: EligibilityBatchVerifier__factory,
  categoricalScorer: CategoricalScorer__factory,
  numericScorer: NumericScorer__factory,
  policies: TaskPolicies__factory,
  registry: TaskRegistry__factory,
  settlement: Settlement__factory,
  reviews: Reviews__factory,
  reviewerStake: ReviewerStake__factory,
  timelock: TimelockController__factory,
  governor: AlayaGovernor__factory,
  passPolicy: PassPolicy__factory,
  picture: PassPicture__factory,
  experience: Experience__factory,
  noteTree: ExperienceTree__factory,
  emissions: Emissions__factory,
  achievements: Achievements__factory,
  quests: Quests__factory,
  feeSplitter: FeeSplitter__factory,
};

type Name = keyof typeof FACTORIES;

/** The deployed contracts with their own types. */
export type Contracts = { [name in Name]: ReturnType<(typeof FACTORIES)[name]["connect"]> };

/** Gives every contract of a deployment its generated type. */
export async function connectContracts(
  deployed: Record<Name, BaseContract>,
  runner: ContractRunner,
): Promise<Contracts> {
  const names = Object.keys(FACTORIES) as Name[];
  const connected = await Promise.all(
    names.map(async (name) => [name, FACTORIES[name].connect(await deployed[name].getAddress(), runner)]),
  );
  return Object.fromEntries(connected) as Contracts;
}
