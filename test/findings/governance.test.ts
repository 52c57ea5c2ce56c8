/**
 * What went wrong with votes, timelocks and administrators elsewhere.
 */
import { expect } from "chai";

import { ROLES } from "../../deploy/modules/roles.ts";
import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { revealed, settled } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { governed, ProposalLife } from "../support/governance.ts";
import { plain } from "../support/plain.ts";
import { startChain } from "../support/startChain.ts";

const AGT = 10n ** 18n;
const ACTIVE = 1n;
const DEFEATED = 3n;
const SUCCEEDED = 4n;
const BORROWED = 900_000_000n * AGT;

const tasks = fixturesOf(await startChain());
const chain = await startChain();

async function world() {
  const setting = await chain.networkHelpers.loadFixture(governed);
  const { governor, agt, clock } = setting.protocol.contracts;
  const propose = (method: string, values: unknown[], description?: string) => {
    const data = governor.interface.encodeFunctionData(method as "setVotingDelay", values as [bigint]);
    return new ProposalLife(setting.protocol, [{ target: governor.target as string, data }], description);
  };
  return { ...setting, governor, agt, clock, propose, time: chain.networkHelpers.time };
}

describe("known attacks on governance", () => {
  after(terminateProver);

  it("Beanstalk 2022: votes borrowed for a moment neither propose nor decide, and no moment can be made too short", async () => {
    const { protocol, holder, minor, others, governor, agt, propose } = await world();
    const [borrower] = others;
    const proposal = propose("setVotingDelay", [120n]);
    await proposal.propose(minor);
    await proposal.toVote();
    await agt.connect(borrower).delegate(borrower);
    await agt.connect(protocol.deployer).transfer(borrower, BORROWED);
    expect(await agt.getVotes(borrower)).to.equal(BORROWED);
    await proposal.vote(borrower);
    expect((await governor.proposalVotes(await proposal.id))[1]).to.equal(0n);
    await agt.connect(borrower).transfer(protocol.deployer, BORROWED);
    await proposal.toQueue();
    expect(await proposal.state()).to.equal(DEFEATED);
    await expect(propose("setVotingDelay", [90n]).propose(borrower))
      .to.be.revertedWithCustomError(governor, "GovernorInsufficientProposerVotes")
      .withArgs(borrower, 0n, 100_000n * AGT);
    await expect(propose("setVotingDelay", [0n], "no delay").pass(holder))
      .to.be.revertedWithCustomError(governor, "GovernorParameterOutOfBounds")
      .withArgs(protocol.ethers.encodeBytes32String("votingDelay"), 0n, 1n, 14n * 86_400n);
  });

  it("CVE-2022-31198: a lower quorum does not carry a proposal that was voted on before", async () => {
    const { holder, minor, governor, propose, time } = await world();
    const most = 100_000_000n * AGT;
    await propose("setQuorumTerms", [1_000, 4_000_000n * AGT, most], "a floor of 4 million").pass(holder);
    const lost = propose("setVotingDelay", [120n]);
    await lost.propose(minor);
    await lost.toVote();
    await lost.vote(minor);
    await lost.toQueue();
    expect(await lost.state()).to.equal(DEFEATED);
    await propose("setQuorumTerms", [1_000, 1_000_000n * AGT, most], "a floor of 1 million").pass(holder);
    await time.increase(10);
    expect(await governor.quorum(BigInt(await time.latest()) - 1n)).to.equal(1_300_000n * AGT);
    expect(await lost.state()).to.equal(DEFEATED);
    expect(await governor.quorum(await governor.proposalSnapshot(await lost.id))).to.equal(4_000_000n * AGT);
  });

  it("GHSA-5h3x-9wvq-w4m2: nobody takes a proposal away by sending it first and cancelling it", async () => {
    const { holder, minor, governor, propose } = await world();
    const proposal = propose("setVotingDelay", [120n], `Slower#proposer=${holder.address}`);
    await expect(proposal.propose(minor))
      .to.be.revertedWithCustomError(governor, "GovernorRestrictedProposer")
      .withArgs(minor);
    await proposal.propose(holder);
    await expect(proposal.cancel(minor)).to.be.revertedWithCustomError(governor, "GovernorUnableToCancel");
    await proposal.toVote();
    expect(await proposal.state()).to.equal(ACTIVE);
  });

  it("Arbitrum's quorum: tokens that nobody can vote with do not raise it", async () => {
    const { minor, governor, agt, propose, time } = await world();
    await time.increase(2);
    const now = BigInt(await time.latest()) - 1n;
    expect(await agt.getPastTotalSupply(now)).to.equal(1_000_000_000n * AGT);
    expect(await agt.getPastDelegatedSupply(now)).to.equal(13_000_000n * AGT);
    expect(await governor.quorum(now)).to.equal(1_300_000n * AGT);
    const proposal = propose("setVotingDelay", [120n]);
    await proposal.propose(minor);
    await proposal.toVote();
    await proposal.vote(minor);
    await proposal.toQueue();
    expect(await proposal.state()).to.equal(SUCCEEDED);
  });

  it("block numbers on Arbitrum: votes and deadlines follow seconds, however many blocks come in them", async () => {
    const { holder, governor, agt, propose, time } = await world();
    expect(await governor.CLOCK_MODE()).to.equal("mode=timestamp");
    expect(await agt.CLOCK_MODE()).to.equal("mode=timestamp");
    expect(await governor.clock()).to.equal(BigInt(await time.latest()));
    const proposal = propose("setVotingDelay", [120n]);
    await proposal.propose(holder);
    const [start, end] = [await governor.proposalSnapshot(await proposal.id), governor.proposalDeadline];
    expect(start - BigInt(await time.latest())).to.equal(await governor.votingDelay());
    await proposal.toVote();
    await proposal.vote(holder);
    // One block that comes a voting period later ends the vote, as thousands in between would not.
    const blocks = await chain.ethers.provider.getBlockNumber();
    await time.increaseTo((await end(await proposal.id)) + 1n);
    expect(await chain.ethers.provider.getBlockNumber()).to.equal(blocks + 1);
    expect(await proposal.state()).to.equal(SUCCEEDED);

    const { protocol, task } = await tasks(settled);
    const { registry, clock } = protocol.contracts;
    const { revealStart, commitDeadline } = await registry.taskOf(task.taskId);
    expect(revealStart - commitDeadline).to.equal(60n);
    expect(await clock.time()).to.equal(BigInt(await protocol.networkHelpers.time.latest()));
  });

  it("UMA, Polymarket 2025: whoever has most votes does not change how a published task is judged", async () => {
    const { protocol, task } = await tasks(revealed);
    const { policies, aia, settlement } = protocol.contracts;
    const [, policy] = await policies.current(aia);
    await task.settle();
    const honest = await settlement.resultHashOf(task.taskId);

    await tasks(revealed);
    const bought = await protocol.ethers.deployContract("AnyScorer");
    await policies.connect(protocol.deployer).setPolicy(aia, {
      ...plain(policy),
      feeBps: 1_000n,
      treasury: protocol.outsider.address,
      categoricalScorer: bought,
    });
    await task.settle();
    expect(await settlement.resultHashOf(task.taskId)).to.equal(honest);
    expect(await protocol.contracts.registry.balanceOf(aia, protocol.outsider)).to.be.lessThan(10n ** 17n);
  });

  it("Sapien SAP-7: who deployed leaves, and governance still has every power", async () => {
    const { protocol, holder, others } = await world();
    const { authority, timelock, governor } = protocol.contracts;
    expect(await authority.hasRole(0n, protocol.deployer)).to.deep.equal([false, 0n]);
    expect(await authority.hasRole(0n, timelock)).to.deep.equal([true, 0n]);
    expect(await governor.timelock()).to.equal(timelock.target);
    const data = authority.interface.encodeFunctionData("grantRole", [ROLES.curator, others[0].address, 0]);
    await new ProposalLife(protocol, [{ target: authority.target as string, data }]).pass(holder);
    expect(await authority.hasRole(ROLES.curator, others[0])).to.deep.equal([true, 0n]);
  });

  it("claims closed by a pause: a paused protocol settles, pays claims and gives balances back", async () => {
    const { protocol, task } = await tasks(revealed);
    const { clock, registry, settlement, aia } = protocol.contracts;
    await clock.connect(protocol.deployer).pause();
    expect(await clock.isPaused()).to.equal(true);
    await expect(task.settle()).to.emit(settlement, "TaskSettled");
    await expect(task.claim(0)).to.emit(settlement, "Claimed");
    const [contributor] = protocol.contributors;
    await expect(registry.connect(contributor).withdraw(aia, contributor, AGT)).to.emit(registry, "Withdrawn");
  });
});
