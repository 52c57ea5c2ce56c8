import { configVariable } from "hardhat/config";

/** Name of the key, in Hardhat's keystore or the environment, with which commands sign on public networks. */
const KEY = "ALAYA_KEY";

const publicNetwork = (chainId: number, chainType: "generic" | "op", variable: string, url: string) => ({
  type: "http" as const,
  chainId,
  chainType,
  url: process.env[variable] ?? url,
  accounts: [configVariable(KEY)],
});

/** Networks by name. Each URL can be replaced by the environment variable named beside it. */
export const networks = {
  arbitrumOne: publicNetwork(42161, "generic", "ARBITRUM_ONE_URL", "https://arb1.arbitrum.io/rpc"),
  arbitrumSepolia: publicNetwork(421614, "generic", "ARBITRUM_SEPOLIA_URL", "https://sepolia-rollup.arbitrum.io/rpc"),
  opbnb: publicNetwork(204, "op", "OPBNB_URL", "https://opbnb-mainnet-rpc.bnbchain.org"),
  opbnbTestnet: publicNetwork(5611, "op", "OPBNB_TESTNET_URL", "https://opbnb-testnet-rpc.bnbchain.org"),
  localhost: {
    type: "http" as const,
    url: process.env.LOCALHOST_URL ?? "http://127.0.0.1:8545",
    accounts: "remote" as const,
  },
};
