/**
 * TaskRegistry.publish
 * ├─ given usual terms
 * │  ├─ it takes pool and fee from the requester and locks stake
 * │  ├─ it takes a deposit for each of gold and model
 * │  └─ it stores the terms, numbers the task and starts the commit phase
 * ├─ given work in a field, it asks for a curator's approval of the requester
 * ├─ given a term out of its bounds, it names the term, its value and the bounds
 * ├─ given a task that could not be settled
 * │  ├─ it refuses too much calldata
 * │  └─ it refuses too much gas
 * ├─ given a token without a policy, it refuses
 * ├─ given a requester without enough free stake, it refuses
 * └─ given a pause, it refuses
 */
import { expect } from "chai";
import { encodeBytes32String, id, keccak256, AbiCoder, ZeroHash } from "ethers";

import { scopeOf } from "../../scripts/protocol/scopeOf.ts";
import type { Protocol } from "../support/deployProtocol.ts";
import { enrolled } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { plain } from "../support/plain.ts";
import { PHASE } from "../support/phase.ts";
import { publishTask, usualSpec, usualTerms } from "../support/publishTask.ts";
import { ENROLMENT, startChain } from "../support/startChain.ts";
import type { Terms } from "../support/TaskLife.ts";

/** The policies, in the hands of a curator. */
async function curated({ contracts, relayer: curator }: Protocol) {
  await contracts.authority.grantRole(3n, curator, 0);
  return contracts.policies.connect(curator);
}

const chain = await startChain();
const { networkHelpers } = chain;
const load = fixturesOf(chain);
const AIA = 10n ** 18n;
const DAY = 86_400n;

async function world() {
  const { protocol } = await load(enrolled);
  const { registry, aia } = protocol.contracts;
  return { protocol, registry: registry.connect(protocol.requester), aia };
}

describe("TaskRegistry.publish", () => {
  describe("given usual terms", () => {
    it("takes pool and fee from the requester and locks stake", async () => {
      const { protocol, registry, aia } = await world();
      const { requester, contracts } = protocol;
      const call = registry.publish(usualTerms(protocol), usualSpec());
      const paid = 40n * AIA + (40n * AIA * 500n) / 10_000n;
      await expect(call).to.changeTokenBalances(protocol.ethers, aia, [requester, registry], [-paid, paid]);
      await expect(call)
        .to.emit(contracts.stake, "StakeLocked")
        .withArgs(requester, 1_000n * AIA);
    });

    it("takes a deposit of a tenth of the pool for each of gold and model", async () => {
      const { protocol, registry, aia } = await world();
      const before = await aia.balanceOf(registry);
      const task = await publishTask(protocol, {}, { goldHash: id("gold"), modelHash: id("model") });
      expect((await aia.balanceOf(registry)) - before).to.equal((40n * AIA * 125n) / 100n);
      const { goldPending, modelPending } = await registry.taskOf(task.taskId);
      expect([goldPending, modelPending]).to.deep.equal([true, true]);
    });

    it("stores the terms, numbers the task and starts the commit phase", async () => {
      const { protocol, registry } = await world();
      const [terms, spec] = [usualTerms(protocol, { field: 3n, skills: 5n, minLevel: 2n }), usualSpec()];
      await (await curated(protocol)).approveFields(protocol.requester, 1n << 3n);
      await expect(registry.publish(terms, spec))
        .to.emit(registry, "TaskPublished")
        .withArgs(1n, protocol.requester, 1n, Object.values(terms), Object.values(spec), terms.commitDeadline + 60n);
      const stored = await registry.taskOf(1n);
      expect(plain(stored)).to.include({
        ...{ requester: protocol.requester.address, token: terms.token, pool: terms.pool, bond: terms.bond },
        ...{ classes: 3n, items: 12n, quota: 4n, minLevel: 2n, field: 3n, skills: 5n, rowBytes: 12n, policy: 1n },
        ...{ commitDeadline: terms.commitDeadline, revealStart: terms.commitDeadline + 60n, revealDuration: 3_600n },
        ...{ commits: 0n, reveals: 0n, relayerFees: 0n, revealHash: 0n, ending: 0n },
        ...{ goldPending: false, modelPending: false },
      });
      const type = "tuple(string,bytes32,bytes32,int32,int32,uint8,uint8,uint16,uint16,uint32)";
      const encoded = AbiCoder.defaultAbiCoder().encode([type], [Object.values(spec)]);
      expect(stored.specHash).to.equal(keccak256(encoded));
      expect(await registry.phaseOf(1n)).to.equal(PHASE.Commit);
      const place = { chainId: protocol.chainId, registry: await registry.getAddress(), taskId: 1n };
      expect(await registry.scopeOf(1n)).to.equal(scopeOf(place));
      expect([await registry.taskCount(), await registry.phaseOf(2n)]).to.deep.equal([1n, BigInt(PHASE.None)]);
    });
  });

  describe("given work in a field", () => {
    it("takes it from requesters whom a curator approved for that field only", async () => {
      const { protocol, registry } = await world();
      const policies = await curated(protocol);
      const { requester } = protocol;
      for (const field of [3n, 255n]) {
        await expect(registry.publish(usualTerms(protocol, { field }), usualSpec()))
          .to.be.revertedWithCustomError(registry, "FieldNotApproved")
          .withArgs(requester.address, field);
      }
      await expect(policies.approveFields(requester, 1n << 4n))
        .to.emit(policies, "FieldsApproved")
        .withArgs(requester.address, 1n << 4n);
      expect(await policies.fieldsOf(requester)).to.equal(1n << 4n);
      await expect(registry.publish(usualTerms(protocol, { field: 3n }), usualSpec()))
        .to.be.revertedWithCustomError(registry, "FieldNotApproved")
        .withArgs(requester.address, 3n);
      await registry.publish(usualTerms(protocol, { field: 4n }), usualSpec());
    });
  });

  describe("given a term out of its bounds", () => {
    const now = BigInt(ENROLMENT + 1_000);
    const most96 = 2n ** 96n - 1n;
    const cases: [name: keyof Terms, value: bigint, least: bigint, most: bigint, others?: Partial<Terms>][] = [
      ["quota", 0n, 3n, 254n],
      ["quota", 2n, 3n, 254n],
      ["quota", 255n, 3n, 254n],
      ["items", 0n, 1n, 65_535n],
      ["classes", 1n, 2n, 254n],
      ["classes", 255n, 2n, 254n],
      ["pool", 3n, 4n, most96],
      ["pool", most96 + 1n, 4n, most96],
      ["minLevel", 0n, 1n, 10n],
      ["minLevel", 11n, 1n, 10n],
      ["commitDeadline", now + 59n, now + 60n, now + 90n * DAY],
      ["commitDeadline", now - 1n, now + 60n, now + 90n * DAY],
      ["commitDeadline", now + 90n * DAY + 1n, now + 60n, now + 90n * DAY],
      ["revealDuration", 59n, 60n, 90n * DAY],
      ["revealDuration", 90n * DAY + 1n, 60n, 90n * DAY],
      ["bond", AIA - 1n, AIA, most96],
      ["bond", most96 + 1n, AIA, most96],
      ["bond", 1n, 2n, most96, { pool: 79n }],
    ];
    cases.forEach(([name, value, least, most, others]) => {
      it(`refuses ${name} ${value}`, async () => {
        const { protocol, registry } = await world();
        await networkHelpers.time.setNextBlockTimestamp(now);
        await expect(registry.publish(usualTerms(protocol, { ...others, [name]: value }), usualSpec()))
          .to.be.revertedWithCustomError(registry, "TermsOutOfBounds")
          .withArgs(encodeBytes32String(name), value, least, most);
      });
    });

    it("refuses decimals of categorical answers, and more than nine of numbers", async () => {
      const { protocol, registry } = await world();
      await expect(registry.publish(usualTerms(protocol), usualSpec({ decimals: 1 })))
        .to.be.revertedWithCustomError(registry, "TermsOutOfBounds")
        .withArgs(encodeBytes32String("decimals"), 1n, 0n, 0n);
      const numeric = usualSpec({ decimals: 10, maximum: 100 });
      await expect(registry.publish(usualTerms(protocol, { classes: 0n }), numeric))
        .to.be.revertedWithCustomError(registry, "TermsOutOfBounds")
        .withArgs(encodeBytes32String("decimals"), 10n, 0n, 9n);
    });
  });

  it("refuses a task whose settlement would take too much calldata", async () => {
    const { protocol, registry } = await world();
    const terms = usualTerms(protocol, { items: 20_000n, classes: 0n });
    // Selector and six words, the spec, rows of 90 bytes, sheets, and two empty sealed rows.
    const size = 4n + 6n * 32n + (11n * 32n + 64n) + (64n + 384n + 320_000n) + 2n * 96n;
    await expect(registry.publish(terms, usualSpec({ maximum: 9 })))
      .to.be.revertedWithCustomError(registry, "TaskCalldataTooLarge")
      .withArgs(size, 90_000n);
  });

  it("refuses a task whose settlement would take too much gas", async () => {
    const { protocol, registry } = await world();
    const terms = usualTerms(protocol, { items: 4_000n, quota: 20n, classes: 8n });
    const shape = { items: 4_000n, classes: 8n, minimum: 0, maximum: 0 };
    const judging = await protocol.contracts.categoricalScorer.gasBound(shape, 20n);
    const gas = judging + 320_000n + 6_000n * 20n + 80n * 4_000n + 18n * (20n * 4_000n + 59n);
    await expect(registry.publish(terms, usualSpec()))
      .to.be.revertedWithCustomError(registry, "TaskGasTooLarge")
      .withArgs(gas, 15_000_000n);
  });

  it("refuses a token without a policy", async () => {
    const { protocol, registry } = await world();
    const { agt, policies } = protocol.contracts;
    await expect(registry.publish(usualTerms(protocol, { token: agt.target as string }), usualSpec()))
      .to.be.revertedWithCustomError(policies, "TokenNotAllowed")
      .withArgs(agt);
  });

  it("refuses a requester whose free stake is too small", async () => {
    const { protocol, registry } = await world();
    const { stake } = protocol.contracts;
    await stake.connect(protocol.requester).unstake(100_000n * AIA - 1_500n * AIA);
    await registry.publish(usualTerms(protocol), usualSpec());
    await expect(registry.publish(usualTerms(protocol), usualSpec()))
      .to.be.revertedWithCustomError(stake, "StakeInsufficient")
      .withArgs(protocol.requester, 500n * AIA, 1_000n * AIA);
  });

  it("refuses a requester who cannot pay", async () => {
    const { protocol, registry, aia } = await world();
    await aia.connect(protocol.requester).approve(registry, 0n);
    await expect(registry.publish(usualTerms(protocol), usualSpec()))
      .to.be.revertedWithCustomError(aia, "ERC20InsufficientAllowance")
      .withArgs(registry, 0n, 42n * AIA);
  });

  it("refuses while the protocol is paused", async () => {
    const { protocol, registry } = await world();
    await protocol.contracts.clock.connect(protocol.deployer).pause();
    await expect(registry.publish(usualTerms(protocol), usualSpec())).to.be.revertedWithCustomError(
      registry,
      "ProtocolPaused",
    );
  });

  it("keeps a task's policy when governance sets another", async () => {
    const { protocol, registry, aia } = await world();
    const { policies } = protocol.contracts;
    const task = await publishTask(protocol);
    const [, policy] = await policies.current(aia);
    await policies.connect(protocol.deployer).setPolicy(aia, { ...plain(policy), feeBps: 1_000n });
    expect((await registry.taskOf(task.taskId)).policy).to.equal(1n);
    expect((await registry.taskOf((await publishTask(protocol)).taskId)).policy).to.equal(2n);
    await expect(registry.cancel(task.taskId))
      .to.emit(registry, "TaskCancelled")
      .withArgs(1n, 42n * AIA);
    expect((await policies.policyAt(1n)).feeBps).to.equal(500n);
    expect(task.spec.goldHash).to.equal(ZeroHash);
  });
});
