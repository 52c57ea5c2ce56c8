import { HDNodeWallet, Mnemonic, parseEther } from "ethers";
import { network } from "hardhat";

import { alayaModule } from "../../deploy/modules/alaya.ts";
import { developmentParameters } from "../../deploy/parameters/development.ts";
import {
  AGTStake__factory,
  AGTToken__factory,
  AIAToken__factory,
  ContributorPass__factory,
  EligibilityTree__factory,
  Settlement__factory,
  TaskPolicies__factory,
  TaskRegistry__factory,
} from "../../typechain-types/index.js";

/** Public words of the accounts of an embedded chain; worthless anywhere else. */
const MNEMONIC = Mnemonic.fromPhrase("test test test test test test test test test test test junk");

/**
 * Starts an embedded chain and deploys the protocol on it by the modules that every deployment uses.
 *
 * @param people number of contributors; each gets a wallet that holds the pass and, for every task, a fresh account that
 * nobody can link to it
 */
export async function setUp(people: number) {
  const connection = await network.create();
  const { ethers, ignition, networkHelpers } = connection;
  const { provider } = ethers;
  const [owner, requester, relayer] = await ethers.getSigners();
  const { chainId } = await provider.getNetwork();
  const deployed = await ignition.deploy(
    alayaModule(developmentParameters(owner.address, chainId), await networkHelpers.time.latest()),
  );
  const at = async (name: keyof typeof deployed) => deployed[name].getAddress();

  const wallet = (group: number, index: number) =>
    HDNodeWallet.fromMnemonic(MNEMONIC, `m/44'/60'/${group}'/0/${index}`).connect(provider);
  const contributors = Array.from({ length: people }, (_, i) => ({ wallet: wallet(1, i), payout: wallet(2, i) }));
  for (const contributor of contributors) {
    await networkHelpers.setBalance(contributor.wallet.address, parseEther("1"));
  }
  return {
    provider,
    time: networkHelpers.time,
    chainId,
    owner,
    requester,
    relayer,
    contributors,
    aia: AIAToken__factory.connect(await at("aia"), owner),
    agt: AGTToken__factory.connect(await at("agt"), owner),
    stake: AGTStake__factory.connect(await at("stake"), requester),
    pass: ContributorPass__factory.connect(await at("pass"), owner),
    tree: EligibilityTree__factory.connect(await at("tree"), provider),
    policies: TaskPolicies__factory.connect(await at("policies"), provider),
    registry: TaskRegistry__factory.connect(await at("registry"), requester),
    settlement: Settlement__factory.connect(await at("settlement"), relayer),
  };
}

/** An embedded chain with the protocol and its actors. */
export type Stage = Awaited<ReturnType<typeof setUp>>;
