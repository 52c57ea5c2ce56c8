import { Contract, ContractFactory, HDNodeWallet, Mnemonic, Wallet } from "ethers";
import { artifacts } from "hardhat";

import { interoperableAddress } from "../../../scripts/crosschain/interoperableAddress.ts";
import { type Anvil, startAnvil } from "../../protocol/helpers/startAnvil.ts";

const WORDS = Mnemonic.fromPhrase("test test test test test test test test test test test junk");
const ISSUED = 1_000_000n;

/** How many of the three attestors have to sign. */
const THRESHOLD = 2;

/** Account `index` of every anvil. */
export const walletOf = (index: number) =>
  new Wallet(HDNodeWallet.fromMnemonic(WORDS, `m/44'/60'/0'/0/${index}`).privateKey);

/** Accounts of the attestors, in ascending order of their addresses. */
export const ATTESTORS = [1, 2, 3].map(walletOf).sort((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1));

/** Bridged AGT between two anvil processes, home and satellite, each with a gateway; linked in both directions. */
export type TwoChains = Awaited<ReturnType<typeof twoChains>>;

async function openChain(chainId: number, ...options: string[]) {
  const anvil = await startAnvil("--chain-id", String(chainId), ...options);
  const admin = walletOf(0).connect(anvil.provider);
  const deploy = async (name: string, values: unknown[]) => {
    const { abi, bytecode } = await artifacts.readArtifact(name);
    const contract = await new ContractFactory(abi, bytecode, admin).deploy(...values);
    await contract.waitForDeployment();
    return new Contract(await contract.getAddress(), abi, admin);
  };
  const authority = await deploy("AccessManager", [admin.address]);
  const attestors = ATTESTORS.map(({ address }) => address);
  const gateway = await deploy("AttestedGateway", [await authority.getAddress(), attestors, THRESHOLD]);
  return { chainId, anvil, deploy, authority: await authority.getAddress(), gateway };
}

/** A chain with its gateway. */
export type Chain = Awaited<ReturnType<typeof openChain>>;

/** Starts both chains. */
export async function twoChains() {
  const [home, satellite] = [await openChain(421614), await openChain(5611, "--optimism")];
  const holder = walletOf(0).address;
  const agt = await home.deploy("AGTToken", [home.authority, home.chainId, [{ holder, amount: ISSUED }]]);
  const lockbox = await home.deploy("TokenLockbox", [home.authority, await agt.getAddress()]);
  const lockboxName = interoperableAddress(BigInt(home.chainId), await lockbox.getAddress());
  const links = [await satellite.gateway.getAddress(), lockboxName];
  const bridged = await satellite.deploy("BridgedAGT", [satellite.authority, links]);
  const bridgedName = interoperableAddress(BigInt(satellite.chainId), await bridged.getAddress());

  const settled = async (transaction: Promise<{ wait(): Promise<unknown> }>) => (await transaction).wait();
  await settled(home.gateway.setRemote(satellite.chainId, await satellite.gateway.getAddress()));
  await settled(satellite.gateway.setRemote(home.chainId, await home.gateway.getAddress()));
  await settled(lockbox.link(await home.gateway.getAddress(), bridgedName));
  await settled(agt.approve(await lockbox.getAddress(), ISSUED));
  return {
    home,
    satellite,
    lockbox,
    bridged,
    lockboxName,
    /** Sends AGT to the satellite; mined at once. */
    async send(amount: number) {
      const to = interoperableAddress(BigInt(satellite.chainId), holder);
      await settled(lockbox.crosschainTransfer(to, amount));
    },
    /** What has arrived at the satellite. */
    arrived: async () => Number(await bridged.totalSupply()),
    /** How often messages were delivered to the satellite, by their ids. */
    async deliveries() {
      const events = await satellite.gateway.queryFilter(satellite.gateway.filters.MessageDelivered(), 0);
      return events.map((event) => String((event as unknown as { args: { sendId: string } }).args.sendId));
    },
    async stop() {
      await Promise.all([home.anvil.stop(), satellite.anvil.stop()]);
    },
  };
}

/** Mines blocks. */
export const mine = ({ provider }: Anvil, blocks: number) => provider.send("anvil_mine", [`0x${blocks.toString(16)}`]);
