/**
 * AGTStake
 * ├─ staked AGT keeps its votes, which follow the staker's delegation, also when more is staked
 * ├─ what is locked cannot be taken back, and no more can be unlocked
 * ├─ only lockers lock, and only who locked unlocks
 * ├─ stake that is not there can be neither taken, locked nor delegated
 * └─ vaults obey the staking contract only
 */
import { expect } from "chai";

import { StakeVault__factory } from "../../typechain-types/index.js";
import { deployProtocol } from "../support/deployProtocol.ts";
import { startChain } from "../support/startChain.ts";

const AGT = 10n ** 18n;

describe("AGTStake", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  async function world() {
    const protocol = await chain.networkHelpers.loadFixture(deployProtocol);
    const { agt, stake, authority } = protocol.contracts;
    const [staker, delegatee] = protocol.contributors;
    await agt.transfer(staker, 100n * AGT);
    await agt.connect(staker).approve(stake, 100n * AGT);
    await authority.grantRole(1n, protocol.relayer, 0);
    return {
      ...protocol,
      agt,
      stake,
      staker,
      delegatee,
      own: stake.connect(staker),
      locker: stake.connect(protocol.relayer),
    };
  }

  it("keeps the votes of what is staked", async () => {
    const { agt, stake, staker, delegatee, own } = await world();
    await expect(own.stake(60n * AGT))
      .to.emit(stake, "Staked")
      .withArgs(staker.address, 60n * AGT);
    await own.stake(10n * AGT);
    expect(await agt.balanceOf(await stake.vaultOf(staker))).to.equal(70n * AGT);
    expect(await agt.getVotes(staker)).to.equal(70n * AGT);
    await own.delegate(delegatee);
    expect(await agt.getVotes(staker)).to.equal(0n);
    expect(await agt.getVotes(delegatee)).to.equal(70n * AGT);
    expect(await agt.delegatedSupply()).to.equal(70n * AGT);
    await expect(own.unstake(70n * AGT))
      .to.emit(stake, "Unstaked")
      .withArgs(staker.address, 70n * AGT);
    expect(await agt.balanceOf(staker)).to.equal(100n * AGT);
    expect(await agt.delegatedSupply()).to.equal(0n);
    expect(await stake.stakeOf(staker)).to.deep.equal([0n, 0n]);
    await expect(own.unstake(1n))
      .to.be.revertedWithCustomError(stake, "StakeInsufficient")
      .withArgs(staker.address, 0n, 1n);
  });

  it("leaves its votes with whom they were given to when more is staked", async () => {
    const { agt, stake, staker, delegatee, own } = await world();
    await own.stake(60n * AGT);
    const vault = await stake.vaultOf(staker);
    await own.delegate(delegatee);
    await own.stake(10n * AGT);
    expect(await stake.vaultOf(staker)).to.equal(vault);
    expect(await agt.getVotes(delegatee)).to.equal(70n * AGT);
    expect(await agt.getVotes(staker)).to.equal(0n);
  });

  it("holds back what is locked", async () => {
    const { stake, staker, own, locker, agt } = await world();
    await own.stake(50n * AGT);
    await expect(locker.lock(staker, 30n * AGT))
      .to.emit(stake, "StakeLocked")
      .withArgs(staker.address, 30n * AGT);
    await expect(own.unstake(20n * AGT + 1n))
      .to.be.revertedWithCustomError(stake, "StakeInsufficient")
      .withArgs(staker.address, 20n * AGT, 20n * AGT + 1n);
    await expect(locker.lock(staker, 20n * AGT + 1n))
      .to.be.revertedWithCustomError(stake, "StakeInsufficient")
      .withArgs(staker.address, 20n * AGT, 20n * AGT + 1n);
    expect(await stake.stakeOf(staker)).to.deep.equal([50n * AGT, 30n * AGT]);
    expect(await agt.getVotes(staker)).to.equal(50n * AGT);
    await expect(locker.unlock(staker, 30n * AGT))
      .to.emit(stake, "StakeUnlocked")
      .withArgs(staker.address, 30n * AGT);
    expect(await stake.stakeOf(staker)).to.deep.equal([50n * AGT, 0n]);
    await own.unstake(50n * AGT);
  });

  it("locks all that is staked, adding up, and unlocks no unit more", async () => {
    const { stake, staker, own, locker } = await world();
    await own.stake(50n * AGT);
    await locker.lock(staker, 30n * AGT);
    await locker.lock(staker, 20n * AGT);
    expect(await stake.stakeOf(staker)).to.deep.equal([50n * AGT, 50n * AGT]);
    await expect(own.unstake(1n))
      .to.be.revertedWithCustomError(stake, "StakeInsufficient")
      .withArgs(staker.address, 0n, 1n);
    await expect(locker.unlock(staker, 50n * AGT + 1n)).to.be.revertedWithPanic(0x11);
    await locker.unlock(staker, 50n * AGT);
  });

  it("is locked by lockers, and unlocked by those who locked", async () => {
    const { stake, staker, own, locker, relayer, outsider } = await world();
    await own.stake(AGT);
    await expect(stake.connect(outsider).lock(staker, 1n))
      .to.be.revertedWithCustomError(stake, "AccessManagedUnauthorized")
      .withArgs(outsider.address);
    await expect(locker.unlock(staker, 0n))
      .to.be.revertedWithCustomError(stake, "StakeLockerUnknown")
      .withArgs(relayer.address);
    await locker.lock(staker, 1n);
    await locker.unlock(staker, 1n);
  });

  it("has nothing to give, lock or delegate where nothing is staked", async () => {
    const { stake, staker, own, locker, delegatee } = await world();
    await expect(own.unstake(1n))
      .to.be.revertedWithCustomError(stake, "StakeInsufficient")
      .withArgs(staker.address, 0n, 1n);
    for (const call of [() => own.delegate(delegatee), () => locker.lock(staker, 1n)]) {
      await expect(call()).to.be.revertedWithCustomError(stake, "StakeInsufficient").withArgs(staker.address, 0n, 1n);
    }
  });

  it("keeps its vaults to itself", async () => {
    const { stake, staker, own, outsider } = await world();
    await own.stake(AGT);
    const vault = StakeVault__factory.connect(await stake.vaultOf(staker), staker);
    for (const signer of [staker, outsider]) {
      for (const call of [
        () => vault.connect(signer).release(signer, 1n),
        () => vault.connect(signer).delegate(signer),
      ]) {
        await expect(call()).to.be.revertedWithCustomError(vault, "VaultCallerUnauthorized").withArgs(signer.address);
      }
    }
  });
});
