import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { id } from "ethers";

import { deployProtocol, type Protocol } from "./deployProtocol.ts";
import type { Chain } from "./startChain.ts";

const AGT = 10n ** 18n;

/** One call of a proposal. */
export interface ProposedCall {
  readonly target: string;
  readonly data: string;
}

/** A proposal, step by step. */
export class ProposalLife {
  readonly protocol: Protocol;
  readonly calls: readonly ProposedCall[];
  readonly description: string;

  constructor(protocol: Protocol, calls: readonly ProposedCall[], description = "A better parameter") {
    this.protocol = protocol;
    this.calls = calls;
    this.description = description;
  }

  get #actions() {
    return [
      this.calls.map(({ target }) => target),
      this.calls.map(() => 0n),
      this.calls.map(({ data }) => data),
    ] as const;
  }

  /** The proposal's number. */
  get id(): Promise<bigint> {
    return this.protocol.contracts.governor.getProposalId(...this.#actions, id(this.description));
  }

  propose(proposer: HardhatEthersSigner) {
    return this.protocol.contracts.governor.connect(proposer).propose(...this.#actions, this.description);
  }

  /** Lets voting begin. */
  async toVote(): Promise<void> {
    const snapshot = await this.protocol.contracts.governor.proposalSnapshot(await this.id);
    await this.protocol.networkHelpers.time.increaseTo(snapshot + 1n);
  }

  /** Votes: 0 against, 1 for, 2 abstaining. */
  async vote(voter: HardhatEthersSigner, support = 1) {
    return this.protocol.contracts.governor.connect(voter).castVote(await this.id, support);
  }

  /** Lets voting end. */
  async toQueue(): Promise<void> {
    const deadline = await this.protocol.contracts.governor.proposalDeadline(await this.id);
    await this.protocol.networkHelpers.time.increaseTo(deadline + 1n);
  }

  queue(sender = this.protocol.outsider) {
    return this.protocol.contracts.governor.connect(sender).queue(...this.#actions, id(this.description));
  }

  /** Lets the timelock's delay pass. */
  async toExecute(): Promise<void> {
    const eta = await this.protocol.contracts.governor.proposalEta(await this.id);
    await this.protocol.networkHelpers.time.increaseTo(eta + 1n);
  }

  execute(sender = this.protocol.outsider) {
    return this.protocol.contracts.governor.connect(sender).execute(...this.#actions, id(this.description));
  }

  cancel(sender: HardhatEthersSigner) {
    return this.protocol.contracts.governor.connect(sender).cancel(...this.#actions, id(this.description));
  }

  async state(): Promise<bigint> {
    return this.protocol.contracts.governor.state(await this.id);
  }

  /** From proposing to execution, by the votes of one holder. */
  async pass(voter: HardhatEthersSigner) {
    await this.propose(voter);
    await this.toVote();
    await this.vote(voter);
    await this.toQueue();
    await this.queue();
    await this.toExecute();
    return this.execute();
  }
}

/** The protocol handed over to its timelock: one holder with 10 million votes, one with 3, the rest undelegated. */
export async function governed(chain: Chain) {
  const protocol = await deployProtocol(chain, true);
  const { agt, clock } = protocol.contracts;
  const [holder, minor, ...others] = protocol.contributors;
  await agt.connect(protocol.deployer).transfer(holder, 10_000_000n * AGT);
  await agt.connect(protocol.deployer).transfer(minor, 3_000_000n * AGT);
  await agt.connect(holder).delegate(holder);
  await agt.connect(minor).delegate(minor);
  const [guardian] = await clock.guardian();
  return { protocol, holder, minor, others, guardian: await protocol.ethers.getSigner(guardian) };
}
