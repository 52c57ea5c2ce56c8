/**
 * AGT on two chains
 * ├─ given a relay that reorders, delays, repeats and drops messages
 * │  ├─ there is never more AGT that can move than was issued, nor more than 5 billion
 * │  └─ once every message is delivered, what is locked at home is what there is on the satellite
 * └─ given messages that were not sent, not attested by enough, or meant for another chain
 *    └─ the gateway refuses them and nothing changes
 */
import { expect } from "chai";
import type { ContractRunner } from "ethers";
import { Contract, Wallet, ZeroAddress } from "ethers";
import { artifacts, network } from "hardhat";

import { attest } from "../../scripts/crosschain/attest.ts";
import { interoperableAddress } from "../../scripts/crosschain/interoperableAddress.ts";
import { type Message, readMessages } from "../../scripts/crosschain/readMessages.ts";
import type { Route } from "../../scripts/crosschain/typedMessage.ts";
import { randomSource } from "../../scripts/scorer/fuzz/randomSource.ts";

const CHAINS = { home: 421614, satellite: 5611 };
const ISSUED = 5_000_000_000n * 10n ** 18n;
const STEPS = 120;
const ATTESTORS = [11n, 12n, 13n]
  .map((key) => new Wallet(`0x${key.toString(16).padStart(64, "0")}`))
  .sort((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1));

async function openChain(chainId: number) {
  const { ethers } = await network.create({ override: { chainId } });
  const [admin, ...holders] = await ethers.getSigners();
  const deploy = (name: string, values: unknown[]) => ethers.deployContract(name, values, admin);
  const authority = await deploy("AccessManager", [admin.address]);
  const names = ATTESTORS.map(({ address }) => address);
  const gateway = await deploy("AttestedGateway", [authority, names, 2]);
  return { chainId: BigInt(chainId), ethers, admin, holders: holders.slice(0, 3), deploy, authority, gateway };
}

type Chain = Awaited<ReturnType<typeof openChain>>;

async function twoChains() {
  const [home, satellite] = [await openChain(CHAINS.home), await openChain(CHAINS.satellite)];
  const genesis = home.holders.map(({ address }) => ({ holder: address, amount: ISSUED / 4n }));
  const agt = await home.deploy("AGTToken", [home.authority, CHAINS.home, genesis]);
  const lockbox = await home.deploy("TokenLockbox", [home.authority, agt]);
  const counterpart = interoperableAddress(home.chainId, await lockbox.getAddress());
  const bridged = await satellite.deploy("BridgedAGT", [satellite.authority, [satellite.gateway, counterpart]]);
  await home.gateway.setRemote(CHAINS.satellite, satellite.gateway);
  await satellite.gateway.setRemote(CHAINS.home, home.gateway);
  await lockbox.link(home.gateway, interoperableAddress(satellite.chainId, await bridged.getAddress()));
  for (const holder of home.holders) await (agt.connect(holder) as Contract).approve(lockbox, ISSUED);
  return { home, satellite, agt, lockbox, bridged };
}

async function routeOf(from: Chain, to: Chain): Promise<Route> {
  const [sourceGateway, destinationGateway] = [await from.gateway.getAddress(), await to.gateway.getAddress()];
  return { sourceChainId: from.chainId, sourceGateway, destinationChainId: to.chainId, destinationGateway };
}

async function messagesOf({ ethers, gateway }: Chain): Promise<Message[]> {
  const toBlock = await ethers.provider.getBlockNumber();
  return readMessages(ethers.provider, { gateway: await gateway.getAddress(), fromBlock: 0, toBlock });
}

async function deliver(from: Chain, to: Chain, message: Message, signers = ATTESTORS.slice(0, 2)) {
  const route = await routeOf(from, to);
  const signatures = await Promise.all(signers.map((signer) => attest(signer, route, message)));
  const { sendId, sender, recipient, payload } = message;
  return to.gateway.deliver(sendId, sender, recipient, payload, signatures);
}

describe("AGT on two chains", function () {
  this.timeout(120_000);

  it("never exceeds what was issued, whatever the relay does", async () => {
    const { home, satellite, agt, lockbox, bridged } = await twoChains();
    const random = randomSource(20_301);
    const [sent, arrived] = [{ home: [] as Message[], satellite: [] as Message[] }, new Set<string>()];
    const away = { home: satellite, satellite: home };
    const here = { home, satellite };
    const issued: bigint = await agt.totalSupply();

    for (let step = 0; step < STEPS; step++) {
      const side = random(2) === 0 ? "home" : "satellite";
      const action = random(3);
      if (action === 0) {
        const index = random(3);
        const runner: ContractRunner = here[side].holders[index];
        const source = (side === "home" ? lockbox : bridged).connect(runner) as Contract;
        const token = side === "home" ? agt : bridged;
        const balance: bigint = await token.balanceOf(here[side].holders[index].address);
        const to = interoperableAddress(away[side].chainId, away[side].holders[random(3)].address);
        await source.crosschainTransfer(to, balance / BigInt(2 + random(5)));
        sent[side] = await messagesOf(here[side]);
      } else if (sent[side].length > 0) {
        // Any message, in any order; one that arrived before is refused.
        const message = sent[side][random(sent[side].length)];
        const delivery = deliver(here[side], away[side], message);
        if (arrived.has(message.sendId)) {
          await expect(delivery).to.be.revertedWithCustomError(away[side].gateway, "MessageRepeated");
        } else await delivery;
        arrived.add(message.sendId);
      }
      const moving = issued - (await agt.balanceOf(lockbox)) + (await bridged.totalSupply());
      expect(moving <= issued && issued <= ISSUED, `step ${step}: ${moving} of ${issued}`).to.equal(true);
    }
    expect(arrived.size).to.be.greaterThan(10);

    for (const side of ["home", "satellite"] as const) {
      for (const message of sent[side]) {
        if (!arrived.has(message.sendId)) await deliver(here[side], away[side], message);
      }
    }
    expect(await bridged.totalSupply()).to.equal(await agt.balanceOf(lockbox));
    expect(await agt.totalSupply()).to.equal(issued);
  });

  it("has no function that issues on the satellite", async () => {
    const { abi } = await artifacts.readArtifact("BridgedAGT");
    const names = abi.filter(({ type }) => type === "function").map((each) => ("name" in each ? each.name : ""));
    expect(names.filter((name) => /mint|issue/i.test(name))).to.deep.equal([]);
    const { satellite } = await twoChains();
    const factory = await satellite.ethers.getContractFactory("AGTToken");
    await expect(satellite.deploy("AGTToken", [satellite.authority, CHAINS.home, []]))
      .to.be.revertedWithCustomError(factory, "HomeChainMismatch")
      .withArgs(CHAINS.home, CHAINS.satellite);
  });

  const wrong: [string, string, (message: Message) => Message, Wallet[]][] = [
    ["too few attestations", "AttestationsInsufficient", (message) => message, ATTESTORS.slice(0, 1)],
    ["one attestor twice", "AttestorUnexpected", (message) => message, [ATTESTORS[0], ATTESTORS[0]]],
    [
      "a stranger's attestation",
      "AttestorUnexpected",
      (message) => message,
      [ATTESTORS[2], new Wallet(`0x${"77".repeat(32)}`)],
    ],
    [
      "another chain's message",
      "DestinationMismatch",
      (message) => ({ ...message, recipient: interoperableAddress(204n, ZeroAddress) }),
      ATTESTORS.slice(0, 2),
    ],
    [
      "a message from a chain without a gateway",
      "RemoteUnknown",
      (message) => ({ ...message, sender: interoperableAddress(1n, ZeroAddress) }),
      ATTESTORS.slice(0, 2),
    ],
  ];
  for (const [what, error, change, signers] of wrong) {
    it(`refuses ${what}`, async () => {
      const { home, satellite, lockbox, bridged } = await twoChains();
      const holder = home.holders[0];
      const to = interoperableAddress(satellite.chainId, holder.address);
      await (lockbox.connect(holder) as Contract).crosschainTransfer(to, 5n);
      const [message] = await messagesOf(home);
      const delivery = deliver(home, satellite, change(message), signers);
      await expect(delivery).to.be.revertedWithCustomError(satellite.gateway, error);
      expect(await bridged.totalSupply()).to.equal(0n);
      await deliver(home, satellite, message);
      expect(await bridged.totalSupply()).to.equal(5n);
    });
  }

  it("refuses a sender that is not the counterpart, attested or not", async () => {
    const { home, satellite, bridged } = await twoChains();
    const recipient = interoperableAddress(satellite.chainId, await bridged.getAddress());
    await home.gateway.sendMessage(recipient, "0x", []);
    const [message] = await messagesOf(home);
    await expect(deliver(home, satellite, message)).to.be.revertedWithCustomError(
      bridged,
      "ERC7786RecipientUnauthorizedGateway",
    );
  });
});
