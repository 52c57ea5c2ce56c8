import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

import type { HardhatUserConfig } from "hardhat/config";

import usual from "../../hardhat.config.ts";

/**
 * How contracts are built for coverage. By the usual settings, instrumented ones take tens of minutes; without optimizer
 * and outside the IR pipeline, seconds.
 */
const compiler = { version: "0.8.37", path: fileURLToPath(import.meta.resolve("solc/soljson.js")) };
const evmVersion = "cancun";
const legacyCompiler = { ...compiler, settings: { evmVersion, optimizer: { enabled: false } } };

/** For those that need more variables than the stack has room for. */
const stackCompiler = {
  ...compiler,
  settings: {
    viaIR: true,
    evmVersion,
    optimizer: { enabled: false, details: { yul: true, yulDetails: { stackAllocation: true, optimizerSteps: "u:" } } },
  },
};
const DEEP_STACKS = [
  "contracts/tasks/Reviews.sol",
  "contracts/tasks/Settlement.sol",
  "contracts/tasks/TaskRegistry.sol",
  "contracts/scoring/CategoricalScorer.sol",
  "contracts/scoring/ConfusionScorer.sol",
  "contracts/scoring/NumericScorer.sol",
  "contracts/scoring/OneCoinScorer.sol",
  "test/scoring/PlainCategoricalScorer.sol",
  "test/support/contracts/AnyScorer.sol",
];

const GAS = 10_000_000_000;

export default {
  ...usual,
  paths: {
    ...usual.paths,
    // Contracts that Mocha tests use are sources here; tests in Solidity are not built.
    sources: ["contracts", "test/support/contracts", "test/scoring"],
    tests: { solidity: "test/none", mocha: "test" },
    artifacts: "coverage/artifacts",
    cache: "coverage/cache",
  },
  // Probes cost gas.
  networks: {
    ...usual.networks,
    default: { type: "edr-simulated", blockGasLimit: GAS, transactionGasCap: GAS, allowUnlimitedContractSize: true },
  },
  test: { mocha: { timeout: 600_000, parallel: true, jobs: availableParallelism() } },
  coverage: { skipFiles: ["test/**"] },
  solidity: {
    npmFilesToBuild: (usual.solidity as { npmFilesToBuild: string[] }).npmFilesToBuild,
    compilers: [legacyCompiler],
    overrides: Object.fromEntries(DEEP_STACKS.map((file) => [file, stackCompiler])),
  },
} satisfies HardhatUserConfig;
