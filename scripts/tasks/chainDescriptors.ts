/** Chains that Hardhat does not know. */
export const chainDescriptors = {
  204: {
    name: "opBNB",
    chainType: "op" as const,
    blockExplorers: {
      etherscan: {
        name: "opBNBScan",
        url: "https://opbnbscan.com",
        apiUrl: "https://api.etherscan.io/v2/api",
      },
    },
  },
  5611: {
    name: "opBNB Testnet",
    chainType: "op" as const,
    blockExplorers: {
      etherscan: {
        name: "opBNBScan",
        url: "https://opbnb-testnet.bscscan.com",
        apiUrl: "https://api.etherscan.io/v2/api",
      },
    },
  },
};
