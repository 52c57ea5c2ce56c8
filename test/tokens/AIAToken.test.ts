/**
 * AIAToken
 * ├─ it gives the genesis allocations
 * ├─ nobody mints without the role
 * └─ holders burn
 */
import { expect } from "chai";

import { deployProtocol } from "../support/deployProtocol.ts";
import { startChain } from "../support/startChain.ts";

const AIA = 10n ** 18n;

describe("AIAToken", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  async function world() {
    const protocol = await chain.networkHelpers.loadFixture(deployProtocol);
    return { ...protocol, aia: protocol.contracts.aia };
  }

  it("gives the genesis allocations and burns", async () => {
    const { aia, deployer } = await world();
    expect(await aia.balanceOf(deployer)).to.equal(100_000_000n * AIA);
    await aia.burn(AIA);
    expect(await aia.totalSupply()).to.equal(99_999_999n * AIA);
  });

  it("is minted by the holders of the role only", async () => {
    const { aia, outsider, contracts } = await world();
    await expect(aia.connect(outsider).mint(outsider, 1n))
      .to.be.revertedWithCustomError(aia, "AccessManagedUnauthorized")
      .withArgs(outsider.address);
    await contracts.authority.grantRole(4n, outsider, 0);
    await aia.connect(outsider).mint(outsider, 5n);
    expect(await aia.balanceOf(outsider)).to.equal(5n);
  });
});
