import { fileURLToPath } from "node:url";

import hardhatToolboxMochaEthers from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { configVariable, defineConfig } from "hardhat/config";

import { deployTasks } from "./scripts/deploy/tasks.ts";
import { gasTask } from "./scripts/gas/gasTask.ts";
import { chainDescriptors } from "./scripts/tasks/chainDescriptors.ts";
import { networks } from "./scripts/tasks/networks.ts";
import { tasks } from "./scripts/tasks/tasks.ts";

/** Solidity 0.8.37 comes from the npm package `solc`; nothing is downloaded. */
const compiler = { version: "0.8.37", path: fileURLToPath(import.meta.resolve("solc/soljson.js")) };
const evmVersion = "cancun";
const scorerCompiler = {
  ...compiler,
  settings: { viaIR: true, evmVersion, optimizer: { enabled: true, runs: 2_000 } },
};

export default defineConfig({
  plugins: [hardhatToolboxMochaEthers],
  paths: { ignition: process.env.ALAYA_DEPLOY ?? "deploy" },
  tasks: [...tasks, ...deployTasks, gasTask],
  networks,
  chainDescriptors,
  // Real proofs on a busy machine take their time; no test measures speed.
  test: {
    mocha: { timeout: 300_000 },
    solidity: {
      profiles: {
        default: { invariant: { runs: 8, depth: 100 } },
        // 128,000 calls for each invariant.
        deep: { invariant: { runs: 256, depth: 500 } },
      },
    },
  },
  verify: { etherscan: { apiKey: configVariable("ETHERSCAN_API_KEY") } },
  typechain: { outDir: "typechain-types" },
  solidity: {
    npmFilesToBuild: [
      "poseidon-solidity/PoseidonT3.sol",
      "@openzeppelin/contracts/access/manager/AccessManager.sol",
      "@openzeppelin/contracts/crosschain/CrosschainRemoteExecutor.sol",
      "@openzeppelin/contracts/finance/VestingWallet.sol",
      "@openzeppelin/contracts/governance/TimelockController.sol",
    ],
    profiles: {
      default: {
        compilers: [{ ...compiler, settings: { viaIR: true, evmVersion, optimizer: { enabled: true, runs: 200 } } }],
        overrides: {
          // The scorers are loops: inlining saves a seventh of their gas, and they are small.
          "contracts/scoring/CategoricalScorer.sol": scorerCompiler,
          "contracts/scoring/NumericScorer.sol": scorerCompiler,
          // One Poseidon hash costs 18k gas and fits the code size limit only in the legacy pipeline at maximal runs.
          "poseidon-solidity/PoseidonT3.sol": {
            ...compiler,
            settings: { evmVersion, optimizer: { enabled: true, runs: 4_294_967_295 } },
          },
        },
      },
    },
  },
});
