/**
 * AGTToken
 * ├─ it exists on its home chain only
 * ├─ issuance
 * │  ├─ it counts over the token's whole life
 * │  └─ it belongs to governance
 * ├─ it takes permits
 * ├─ its clock is the timestamp
 * └─ delegated supply
 *    └─ it follows delegation, transfers and undelegation
 */
import { expect } from "chai";
import { MaxUint256, Signature } from "ethers";

import { deployProtocol } from "../support/deployProtocol.ts";
import { startChain } from "../support/startChain.ts";

const AGT = 10n ** 18n;
const DEAD = "0x000000000000000000000000000000000000dEaD";

describe("AGTToken", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  async function world() {
    const protocol = await chain.networkHelpers.loadFixture(deployProtocol);
    return { ...protocol, agt: protocol.contracts.agt, time: chain.networkHelpers.time };
  }

  it("exists on its home chain only", async () => {
    const { ethers, contracts, agt, chainId } = await world();
    const factory = await ethers.getContractFactory("AGTToken");
    await expect(factory.deploy(contracts.authority, chainId + 1n, []))
      .to.be.revertedWithCustomError(agt, "HomeChainMismatch")
      .withArgs(chainId + 1n, chainId);
    expect(await agt.HOME_CHAIN_ID()).to.equal(chainId);
  });

  it("issues up to the cap and never again what was sent away", async () => {
    const { agt, deployer, outsider } = await world();
    const cap = await agt.ISSUANCE_CAP();
    await agt.mint(outsider, cap - 1_000_000_000n * AGT);
    expect(await agt.issued()).to.equal(cap);
    await agt.connect(deployer).transfer(DEAD, 500_000_000n * AGT);
    await expect(agt.mint(outsider, 1n))
      .to.be.revertedWithCustomError(agt, "IssuanceCapExceeded")
      .withArgs(cap, 1n, cap);
  });

  it("refuses genesis allocations above the cap", async () => {
    const { ethers, contracts, agt, chainId, outsider } = await world();
    const cap = await agt.ISSUANCE_CAP();
    const factory = await ethers.getContractFactory("AGTToken");
    const genesis = [
      { holder: outsider, amount: cap },
      { holder: outsider, amount: 1n },
    ];
    await expect(factory.deploy(contracts.authority, chainId, genesis))
      .to.be.revertedWithCustomError(agt, "IssuanceCapExceeded")
      .withArgs(cap, 1n, cap);
  });

  it("lets nobody but governance issue", async () => {
    const { agt, outsider } = await world();
    await expect(agt.connect(outsider).mint(outsider, 1n))
      .to.be.revertedWithCustomError(agt, "AccessManagedUnauthorized")
      .withArgs(outsider.address);
  });

  it("takes permits, each once", async () => {
    const { agt, deployer, outsider, chainId } = await world();
    const domain = { name: "Alaya Governance", version: "1", chainId, verifyingContract: agt.target as string };
    const fields = ["owner", "spender", "value", "nonce", "deadline"];
    const types = { Permit: fields.map((name, i) => ({ name, type: i < 2 ? "address" : "uint256" })) };
    const value = { owner: deployer.address, spender: outsider.address, value: 7n, nonce: 0n, deadline: MaxUint256 };
    const { v, r, s } = Signature.from(await deployer.signTypedData(domain, types, value));
    await agt.connect(outsider).permit(deployer, outsider, 7n, MaxUint256, v, r, s);
    expect(await agt.allowance(deployer, outsider)).to.equal(7n);
    expect(await agt.nonces(deployer)).to.equal(1n);
    await expect(agt.permit(deployer, outsider, 7n, MaxUint256, v, r, s)).to.be.revertedWithCustomError(
      agt,
      "ERC2612InvalidSigner",
    );
  });

  it("runs on timestamps", async () => {
    const { agt, time } = await world();
    expect(await agt.CLOCK_MODE()).to.equal("mode=timestamp");
    expect(await agt.clock()).to.equal(await time.latest());
  });

  it("checkpoints what is delegated, through transfers and undelegation", async () => {
    const { agt, deployer, outsider, requester, time } = await world();
    const supply = 1_000_000_000n * AGT;
    const steps: [string, () => Promise<unknown>, bigint][] = [
      ["a holder delegates", () => agt.delegate(requester), supply],
      ["part goes to one who does not", () => agt.transfer(outsider, 300n * AGT), supply - 300n * AGT],
      ["that one delegates", () => agt.connect(outsider).delegate(outsider), supply],
      ["delegation moves to another", () => agt.delegate(deployer), supply],
      ["it is taken back", () => agt.delegate(`0x${"0".repeat(40)}`), 300n * AGT],
      ["tokens are issued to a delegator", () => agt.mint(outsider, AGT), 301n * AGT],
    ];
    const seen: [number, bigint][] = [];
    for (const [, step, expected] of steps) {
      await step();
      expect(await agt.delegatedSupply()).to.equal(expected);
      seen.push([await time.latest(), expected]);
      await time.increase(10);
    }
    for (const [at, expected] of seen) expect(await agt.getPastDelegatedSupply(at)).to.equal(expected);
    const future = (await time.latest()) + 100;
    await expect(agt.getPastDelegatedSupply(future)).to.be.revertedWithCustomError(agt, "ERC5805FutureLookup");
  });
});
