/**
 * AlayaGovernor
 * ├─ quorum
 * │  ├─ it is a fraction of the delegated votes, within floor and ceiling
 * │  ├─ given a treasury of undelegated tokens, it stays reachable
 * │  ├─ given a change after voting began, it stays what it was
 * │  └─ it refuses terms out of bounds and floors that nobody could reach
 * ├─ voting
 * │  ├─ it does not count votes borrowed after the snapshot
 * │  ├─ it goes on after a quorum that comes late
 * │  └─ it keeps a proposal for the proposer it names
 * ├─ cancelling
 * │  ├─ given the guardian, any proposal but its own dismissal
 * │  ├─ given the guardian after its term, none
 * │  └─ given anybody else, only their own before voting begins
 * └─ parameters out of bounds
 */
import { expect } from "chai";

import { governed, ProposalLife } from "../support/governance.ts";
import { startChain } from "../support/startChain.ts";

const AGT = 10n ** 18n;
const ABSTAIN = 2;
const STATES = { pending: 0n, active: 1n, canceled: 2n, defeated: 3n, succeeded: 4n, queued: 5n, executed: 7n };

describe("AlayaGovernor", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;

  before(async () => {
    chain = await startChain();
  });

  async function world() {
    const setting = await chain.networkHelpers.loadFixture(governed);
    const { governor, agt, clock } = setting.protocol.contracts;
    const call = (name: "setVotingDelay", value: bigint) => ({
      target: governor.target as string,
      data: governor.interface.encodeFunctionData(name, [value]),
    });
    const dismissal = {
      target: clock.target as string,
      data: clock.interface.encodeFunctionData("setGuardian", [
        setting.minor.address,
        await chain.networkHelpers.time.latest(),
      ]),
    };
    const delay = (value = 120n) => call("setVotingDelay", value);
    return { ...setting, governor, agt, clock, delay, dismissal, time: chain.networkHelpers.time };
  }

  /** Sets quorum terms by a proposal that the holder carries alone. */
  async function setQuorum(setting: Awaited<ReturnType<typeof world>>, ...terms: [number, bigint, bigint]) {
    const { governor, protocol, holder } = setting;
    const data = governor.interface.encodeFunctionData("setQuorumTerms", terms);
    return new ProposalLife(protocol, [{ target: governor.target as string, data }], `quorum ${terms}`).pass(holder);
  }

  describe("quorum", () => {
    it("is a fraction of the delegated votes, not of the supply", async () => {
      const { governor, agt, time } = await world();
      await time.increase(10);
      const now = BigInt(await time.latest()) - 1n;
      expect(await governor.quorum(now)).to.equal(1_300_000n * AGT);
      expect(await agt.totalSupply()).to.equal(1_000_000_000n * AGT);
      expect(await governor.quorumTerms(now)).to.deep.equal([1_000n, 1_000_000n * AGT, 100_000_000n * AGT]);
    });

    it("never falls below the floor, whoever takes back delegation", async () => {
      const { governor, agt, minor, time } = await world();
      await agt.connect(minor).transfer(governor, 3_000_000n * AGT);
      await time.increase(10);
      const now = BigInt(await time.latest()) - 1n;
      expect(await governor.quorum(now)).to.equal(1_000_000n * AGT);
    });

    it("never rises above the ceiling, however much is delegated", async () => {
      const { governor, agt, protocol, time } = await world();
      await time.increase(10);
      await agt.connect(protocol.deployer).delegate(protocol.deployer);
      await time.increase(10);
      const now = BigInt(await time.latest()) - 1n;
      expect(await agt.getPastDelegatedSupply(now)).to.equal(1_000_000_000n * AGT);
      expect(await governor.quorum(now)).to.equal(100_000_000n * AGT);
    });

    it("stays what it was for a vote that has begun", async () => {
      const setting = await world();
      const { governor, protocol, minor, holder } = setting;
      const proposal = new ProposalLife(protocol, [setting.delay()]);
      const floor = 4_000_000n * AGT;
      const data = governor.interface.encodeFunctionData("setQuorumTerms", [1_000, floor, 100_000_000n * AGT]);
      const change = new ProposalLife(protocol, [{ target: governor.target as string, data }], "raise the floor");
      await change.propose(holder);
      await change.toVote();
      await change.vote(holder);
      await change.toQueue();
      await change.queue();
      await change.toExecute();
      await proposal.propose(holder);
      await proposal.toVote();
      await proposal.vote(minor);
      await change.execute();
      await proposal.toQueue();
      expect(await proposal.state()).to.equal(STATES.succeeded);
      expect(await governor.quorum(BigInt(await setting.time.latest()) - 1n)).to.equal(floor);
    });

    it("refuses a floor that more than half of what can vote would have to reach", async () => {
      const setting = await world();
      const { governor, protocol } = setting;
      const floor = 500_000_001n * AGT;
      await expect(setQuorum(setting, 1_000, floor, floor))
        .to.be.revertedWithCustomError(governor, "QuorumFloorUnreachable")
        .withArgs(floor, 1_000_000_000n * AGT);
      await expect(governor.connect(protocol.deployer).setQuorumTerms(1_000, 1n, 1n))
        .to.be.revertedWithCustomError(governor, "GovernorOnlyExecutor")
        .withArgs(protocol.deployer.address);
    });

    for (const [name, bps, floor, ceiling] of [
      ["too small a fraction", 99, 1n, 1n],
      ["too great a fraction", 5_001, 1n, 1n],
      ["no floor", 1_000, 0n, 1n],
      ["a floor above the ceiling", 1_000, 2n, 1n],
    ] as const) {
      it(`refuses ${name}`, async () => {
        const setting = await world();
        await expect(setQuorum(setting, bps, floor, ceiling))
          .to.be.revertedWithCustomError(setting.governor, "QuorumTermsInvalid")
          .withArgs(bps, floor, ceiling);
      });
    }
  });

  describe("voting", () => {
    it("does not count votes borrowed after the snapshot", async () => {
      const { protocol, holder, minor, others, agt, governor, delay } = await world();
      const [borrower] = others;
      const proposal = new ProposalLife(protocol, [delay()]);
      await proposal.propose(minor);
      await proposal.toVote();
      await agt.connect(borrower).delegate(borrower);
      await agt.connect(holder).transfer(borrower, 10_000_000n * AGT);
      await proposal.vote(borrower);
      const [, forVotes] = await governor.proposalVotes(await proposal.id);
      expect(forVotes).to.equal(0n);
      await proposal.toQueue();
      expect(await proposal.state()).to.equal(STATES.defeated);
    });

    it("does not let borrowed votes propose", async () => {
      const { protocol, others, governor, delay } = await world();
      await expect(new ProposalLife(protocol, [delay()]).propose(others[0]))
        .to.be.revertedWithCustomError(governor, "GovernorInsufficientProposerVotes")
        .withArgs(others[0].address, 0n, 100_000n * AGT);
    });

    it("counts abstentions towards the quorum but not as consent", async () => {
      const { protocol, holder, minor, delay } = await world();
      const proposal = new ProposalLife(protocol, [delay()]);
      await proposal.propose(holder);
      await proposal.toVote();
      await proposal.vote(holder, ABSTAIN);
      await proposal.vote(minor);
      await proposal.toQueue();
      expect(await proposal.state()).to.equal(STATES.succeeded);
    });

    it("goes on after a quorum that comes in the last second", async () => {
      const { protocol, holder, minor, governor, delay, time } = await world();
      const proposal = new ProposalLife(protocol, [delay()]);
      await proposal.propose(holder);
      await proposal.toVote();
      const deadline = await governor.proposalDeadline(await proposal.id);
      await time.increaseTo(deadline - 2n);
      await expect(proposal.vote(minor))
        .to.emit(governor, "ProposalExtended")
        .withArgs(await proposal.id, deadline + 119n);
      await time.increaseTo(deadline + 1n);
      await proposal.vote(holder, 0);
      await proposal.toQueue();
      expect(await proposal.state()).to.equal(STATES.defeated);
    });

    it("keeps a proposal for the proposer that its description names", async () => {
      const { protocol, holder, minor, governor, delay } = await world();
      const description = `Slower#proposer=${holder.address}`;
      const proposal = new ProposalLife(protocol, [delay()], description);
      await expect(proposal.propose(minor))
        .to.be.revertedWithCustomError(governor, "GovernorRestrictedProposer")
        .withArgs(minor.address);
      await proposal.propose(holder);
      expect(await proposal.state()).to.equal(STATES.pending);
    });
  });

  describe("cancelling", () => {
    it("is the guardian's right until execution", async () => {
      const { protocol, holder, guardian, delay } = await world();
      const proposal = new ProposalLife(protocol, [delay()]);
      await proposal.propose(holder);
      await proposal.toVote();
      await proposal.vote(holder);
      await proposal.toQueue();
      await proposal.queue();
      await proposal.cancel(guardian);
      expect(await proposal.state()).to.equal(STATES.canceled);
      await proposal.toExecute().catch(() => undefined);
      await expect(proposal.execute()).to.be.revertedWithCustomError(
        protocol.contracts.governor,
        "GovernorUnexpectedProposalState",
      );
    });

    it("does not reach a proposal that only changes guardians", async () => {
      const { protocol, holder, guardian, governor, clock, dismissal, minor } = await world();
      const proposal = new ProposalLife(protocol, [dismissal, dismissal]);
      await proposal.propose(holder);
      await expect(proposal.cancel(guardian))
        .to.be.revertedWithCustomError(governor, "GovernorUnableToCancel")
        .withArgs(await proposal.id, guardian.address);
      await proposal.toVote();
      await proposal.vote(holder);
      await proposal.toQueue();
      await proposal.queue();
      await proposal.toExecute();
      await proposal.execute();
      expect((await clock.guardian())[0]).to.equal(minor.address);
    });

    it("reaches one that hides something beside the guardians", async () => {
      const { protocol, holder, guardian, dismissal, delay } = await world();
      const proposal = new ProposalLife(protocol, [dismissal, delay()]);
      await proposal.propose(holder);
      await proposal.cancel(guardian);
      expect(await proposal.state()).to.equal(STATES.canceled);
    });

    it("ends with the guardian's term", async () => {
      const { protocol, holder, guardian, governor, clock, delay, time } = await world();
      await time.increaseTo((await clock.guardian())[1] + 1n);
      const proposal = new ProposalLife(protocol, [delay()]);
      await proposal.propose(holder);
      await expect(proposal.cancel(guardian)).to.be.revertedWithCustomError(governor, "GovernorUnableToCancel");
    });

    it("is the proposer's right until voting begins, and nobody else's", async () => {
      const { protocol, holder, minor, governor, delay } = await world();
      const proposal = new ProposalLife(protocol, [delay()]);
      await proposal.propose(minor);
      await expect(proposal.cancel(holder)).to.be.revertedWithCustomError(governor, "GovernorUnableToCancel");
      await proposal.cancel(minor);
      expect(await proposal.state()).to.equal(STATES.canceled);

      const running = new ProposalLife(protocol, [delay(180n)]);
      await running.propose(minor);
      await running.toVote();
      await expect(running.cancel(minor)).to.be.revertedWithCustomError(governor, "GovernorUnableToCancel");
    });
  });

  describe("parameters", () => {
    for (const [name, signature, value, least, most] of [
      ["votingDelay", "setVotingDelay", 0n, 1n, 1_209_600n],
      ["votingDelay", "setVotingDelay", 1_209_601n, 1n, 1_209_600n],
      ["votingPeriod", "setVotingPeriod", 299n, 300n, 2_592_000n],
      ["votingPeriod", "setVotingPeriod", 2_592_001n, 300n, 2_592_000n],
      ["proposalThreshold", "setProposalThreshold", 10_000_000n * AGT + 1n, 0n, 10_000_000n * AGT],
    ] as const) {
      it(`refuses ${name} of ${value}`, async () => {
        const { protocol, holder, governor } = await world();
        const data = governor.interface.encodeFunctionData(signature as "setVotingPeriod", [value]);
        const proposal = new ProposalLife(protocol, [{ target: governor.target as string, data }]);
        await expect(proposal.pass(holder))
          .to.be.revertedWithCustomError(governor, "GovernorParameterOutOfBounds")
          .withArgs(protocol.ethers.encodeBytes32String(name), value, least, most);
      });
    }
  });
});
