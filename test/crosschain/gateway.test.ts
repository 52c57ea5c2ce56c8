/**
 * AttestedGateway
 * ├─ given attestors, it wants more than half of them, in order, each once; the former ones count no longer
 * ├─ given a message with value, attributes or no way to its chain, it sends nothing
 * └─ given a recipient that answers otherwise than ERC-7786 says, the delivery fails and can be tried again
 *
 * BridgedAGT
 * ├─ given a lying gateway, more than 5 billion AGT can not be minted
 * └─ given a signed delegation, its nonce is used
 *
 * BridgedAIA
 * └─ given its home, it starts with nothing
 */
import { expect } from "chai";
import { AbiCoder, concat, id, Signature, toBeHex, Wallet, ZeroAddress } from "ethers";
import { network } from "hardhat";

import { attest } from "../../scripts/crosschain/attest.ts";
import { interoperableAddress } from "../../scripts/crosschain/interoperableAddress.ts";

const CHAINS = { home: 421614n, satellite: 5611n };
const CAP = 5_000_000_000n * 10n ** 18n;
const ATTESTORS = [11n, 12n, 13n, 14n]
  .map((key) => new Wallet(`0x${key.toString(16).padStart(64, "0")}`))
  .sort((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1));
const NAMES = ATTESTORS.map(({ address }) => address);

/** A satellite whose gateway believes two of three attestors; the gateway at home is the admin's account. */
async function satellite() {
  const { ethers } = await network.create({ override: { chainId: Number(CHAINS.satellite) } });
  const [admin, holder] = await ethers.getSigners();
  const authority = await ethers.deployContract("AccessManager", [admin.address]);
  const gateway = await ethers.deployContract("AttestedGateway", [authority, NAMES.slice(0, 3), 2]);
  await gateway.setRemote(CHAINS.home, admin);
  return { ethers, admin, holder, authority, gateway };
}

type World = Awaited<ReturnType<typeof satellite>>;

async function deliver({ admin, gateway }: World, recipient: string, payload: string, signers: Wallet[]) {
  const route = {
    sourceChainId: CHAINS.home,
    sourceGateway: admin.address,
    destinationChainId: CHAINS.satellite,
    destinationGateway: await gateway.getAddress(),
  };
  const sender = interoperableAddress(CHAINS.home, admin.address);
  const message = { block: 1, sendId: id(payload), sender, recipient, payload };
  const signatures = await Promise.all(signers.map((signer) => attest(signer, route, message)));
  return gateway.deliver(message.sendId, sender, recipient, payload, signatures);
}

describe("AttestedGateway", () => {
  const wrong: [string, string[], number][] = [
    ["a threshold of half of them", NAMES, 2],
    ["a threshold above their number", NAMES.slice(0, 3), 4],
    ["one twice", [NAMES[0], NAMES[0], NAMES[1]], 2],
    ["them out of order", [NAMES[1], NAMES[0], NAMES[2]], 2],
    ["the zero address", [ZeroAddress, NAMES[0], NAMES[1]], 2],
    ["nobody", [], 0],
  ];
  for (const [what, names, threshold] of wrong) {
    it(`refuses attestors with ${what}`, async () => {
      const { gateway } = await satellite();
      await expect(gateway.setAttestors(names, threshold))
        .to.be.revertedWithCustomError(gateway, "AttestorsInvalid")
        .withArgs(names.length, threshold);
      expect(await gateway.attestors()).to.deep.equal([NAMES.slice(0, 3), 2n]);
    });
  }

  it("believes new attestors in place of the former", async () => {
    const world = await satellite();
    const { gateway, holder } = world;
    const next = [NAMES[1], NAMES[2], NAMES[3]];
    await expect(gateway.setAttestors(next, 3)).to.emit(gateway, "AttestorsSet").withArgs(next, 3n);
    expect(await gateway.attestors()).to.deep.equal([next, 3n]);
    const recipient = interoperableAddress(CHAINS.satellite, holder.address);
    await expect(deliver(world, recipient, "0x01", ATTESTORS.slice(0, 3)))
      .to.be.revertedWithCustomError(gateway, "AttestorUnexpected")
      .withArgs(NAMES[0]);
    await expect(deliver(world, recipient, "0x01", ATTESTORS.slice(1, 3)))
      .to.be.revertedWithCustomError(gateway, "AttestationsInsufficient")
      .withArgs(2n, 3n);
  });

  it("sends no value, no attributes, and nothing to a chain without a gateway", async () => {
    const { gateway, holder } = await satellite();
    const recipient = interoperableAddress(CHAINS.home, holder.address);
    expect(await gateway.remoteOf(CHAINS.home)).not.to.equal(ZeroAddress);
    await expect(gateway.sendMessage(recipient, "0x", [], { value: 1n }))
      .to.be.revertedWithCustomError(gateway, "MessageValueUnsupported")
      .withArgs(1n);
    await expect(gateway.sendMessage(recipient, "0x", ["0x11223344"]))
      .to.be.revertedWithCustomError(gateway, "UnsupportedAttribute")
      .withArgs("0x11223344");
    expect(await gateway.supportsAttribute("0x11223344")).to.equal(false);
    await expect(gateway.sendMessage(interoperableAddress(1n, holder.address), "0x", []))
      .to.be.revertedWithCustomError(gateway, "RemoteUnknown")
      .withArgs(1n);
    await expect(gateway.sendMessage(recipient, "0x", [])).to.emit(gateway, "MessageSent");
  });

  it("delivers to no recipient that answers otherwise", async () => {
    const world = await satellite();
    const { ethers, gateway } = world;
    // Returns the word 1 to any call.
    const target = ethers.Wallet.createRandom().address;
    await ethers.provider.send("hardhat_setCode", [target, "0x600160e01b5f5260205ff3"]);
    const recipient = interoperableAddress(CHAINS.satellite, target);
    await expect(deliver(world, recipient, "0x02", ATTESTORS.slice(0, 2)))
      .to.be.revertedWithCustomError(gateway, "RecipientRefused")
      .withArgs(target);
    const hash = await gateway.attestationHash(
      id("0x02"),
      interoperableAddress(CHAINS.home, world.admin.address),
      recipient,
      "0x02",
    );
    expect(await gateway.isDelivered(hash)).to.equal(false);
  });
});

describe("BridgedAGT", () => {
  it("never has more than 5 billion AGT, whatever the gateway says", async () => {
    const world = await satellite();
    const { ethers, admin, holder, authority, gateway } = world;
    const counterpart = interoperableAddress(CHAINS.home, admin.address);
    const agt = await ethers.deployContract("BridgedAGT", [authority, [gateway, counterpart]]);
    const recipient = interoperableAddress(CHAINS.satellite, await agt.getAddress());
    const to = interoperableAddress(CHAINS.satellite, holder.address);
    const types = ["bytes", "bytes", "uint256"];
    // The attestors sign what was never sent.
    const arrive = (amount: bigint) =>
      deliver(world, recipient, AbiCoder.defaultAbiCoder().encode(types, [counterpart, to, amount]), [
        ATTESTORS[0],
        ATTESTORS[2],
      ]);
    await arrive(CAP);
    expect(await agt.totalSupply()).to.equal(CAP);
    await expect(arrive(1n))
      .to.be.revertedWithCustomError(agt, "BridgedSupplyExceeded")
      .withArgs(CAP + 1n, CAP);
  });

  it("counts votes by time, and nonces for permits and delegations together", async () => {
    const { ethers, admin, holder, authority, gateway } = await satellite();
    const counterpart = interoperableAddress(CHAINS.home, admin.address);
    const agt = await ethers.deployContract("BridgedAGT", [authority, [gateway, counterpart]]);
    const block = await ethers.provider.getBlock("latest");
    expect(await agt.clock()).to.equal(block!.timestamp);
    expect(await agt.CLOCK_MODE()).to.equal("mode=timestamp");
    const domain = {
      name: "Alaya Governance",
      version: "1",
      chainId: CHAINS.satellite,
      verifyingContract: await agt.getAddress(),
    };
    const fields = ["address delegatee", "uint256 nonce", "uint256 expiry"].map((field) => {
      const [type, name] = field.split(" ");
      return { type, name };
    });
    const expiry = block!.timestamp + 3_600;
    const value = { delegatee: admin.address, nonce: 0, expiry };
    const { v, r, s } = Signature.from(await holder.signTypedData(domain, { Delegation: fields }, value));
    await agt.delegateBySig(admin, 0, expiry, v, r, s);
    expect(await agt.nonces(holder)).to.equal(1n);
    expect(await agt.delegates(holder)).to.equal(admin.address);
  });
});

describe("BridgedAIA", () => {
  it("starts with nothing and knows its home from the start", async () => {
    const { ethers, admin, authority, gateway } = await satellite();
    const counterpart = interoperableAddress(CHAINS.home, admin.address);
    const aia = await ethers.deployContract("BridgedAIA", [authority, [gateway, counterpart]]);
    expect(await aia.totalSupply()).to.equal(0n);
    expect(await aia.getLink(concat(["0x0001000003", toBeHex(CHAINS.home), "0x00"]))).to.deep.equal([
      await gateway.getAddress(),
      counterpart,
    ]);
  });
});
