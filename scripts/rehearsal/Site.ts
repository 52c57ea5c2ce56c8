import { HDNodeWallet, JsonRpcProvider, Mnemonic } from "ethers";
import type { HardhatUserConfig } from "hardhat/config";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import config from "../../hardhat.config.ts";
import { readAddressBook } from "../protocol/readAddressBook.ts";

const PHRASE = "test test test test test test test test test test test junk";
const ACCOUNTS = 6;

/** Where the rehearsal's chains listen. */
export const SITES = {
  arbitrumSepolia: { chainId: 421614, port: 9_645, options: [] as string[] },
  opbnbTestnet: { chainId: 5611, port: 9_646, options: ["--optimism"] },
};

export type SiteName = keyof typeof SITES;
export type Site = Awaited<ReturnType<typeof openSite>>;

const urlOf = (name: SiteName) => `http://127.0.0.1:${SITES[name].port}`;

/** Starts a chain as its own process and opens it for commands. */
export async function openSite(name: SiteName, folder: string) {
  const { chainId, port, options } = SITES[name];
  const child = spawn("anvil", ["--port", String(port), "--chain-id", String(chainId), "--silent", ...options], {
    stdio: "ignore",
    // A group of its own: `anvil` is a script that starts the real process.
    detached: true,
  });
  const exited = once(child, "exit");
  const provider = new JsonRpcProvider(urlOf(name), chainId, {
    cacheTimeout: -1,
    pollingInterval: 50,
    staticNetwork: true,
  });
  await untilReady(provider);
  if ((await provider.getBlockNumber()) !== 0) throw new Error(`Another node listens on port ${port}: stop it first.`);
  const wallets = Array.from({ length: ACCOUNTS }, (_, index) =>
    HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(PHRASE), `m/44'/60'/0'/0/${index}`),
  );
  const accounts = wallets.map(({ privateKey }) => privateKey);
  const at = (site: SiteName) => ({ ...config.networks![site], url: urlOf(site), accounts });
  const networks = { arbitrumSepolia: at("arbitrumSepolia"), opbnbTestnet: at("opbnbTestnet") };
  const user = { ...config, paths: { ignition: folder }, networks } as HardhatUserConfig;
  const hre = await createHardhatRuntimeEnvironment(user, { network: name });
  return {
    name,
    chainId: BigInt(chainId),
    provider,
    hre,
    signer: (index: number) => wallets[index].connect(provider),
    /** Runs a command as a user would, and gives its value. */
    async run(command: string, args: Record<string, unknown> = {}) {
      const defaults = [...hre.tasks.getTask(command).options].map(([key, { defaultValue }]) => [key, defaultValue]);
      const result = await hre.tasks.getTask(command).run({ ...Object.fromEntries(defaults), ...args });
      if (!result.success) throw new Error(`"${command}" failed on ${name}: ${JSON.stringify(result.error)}`);
      return result.value;
    },
    book: () => readAddressBook(join(folder, "deployments", `chain-${chainId}`)),
    async passTime(seconds: number) {
      await provider.send("evm_increaseTime", [seconds]);
      await provider.send("evm_mine", []);
    },
    async close() {
      provider.destroy();
      if (child.exitCode === null) process.kill(-child.pid!, "SIGKILL");
      await exited;
    },
  };
}

async function untilReady(provider: JsonRpcProvider): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await provider.send("eth_chainId", []).catch(() => undefined);
    if (answer !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("anvil did not start within ten seconds");
}
