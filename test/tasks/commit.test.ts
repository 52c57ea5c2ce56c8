/**
 * TaskRegistry.commit
 * ├─ given a sheet with its proof
 * │  ├─ it stores one hash, counts the sheet and locks the bond
 * │  └─ it takes the last place, but no sheet more
 * ├─ given a proof that does not fit, it refuses
 * ├─ given a nullifier that is used, zero or out of the field, it refuses
 * ├─ given a root that is unknown or superseded for more than a week, it refuses
 * └─ given the wrong time, it refuses
 */
import { expect } from "chai";

import { FIELD_ORDER } from "../../scripts/identity/field.ts";
import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { committed, enrolled, published } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { PHASE } from "../support/phase.ts";
import { proveSheet } from "../support/proveSheet.ts";
import { publishTask } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";

const chain = await startChain();
const { networkHelpers } = chain;
const load = fixturesOf(chain);
const AIA = 10n ** 18n;
const DAY = 86_400;

async function world() {
  const { protocol, task, sheets, enrolment } = await load(published);
  const [sheet] = sheets;
  const { signer } = sheet.contributor;
  const registry = protocol.contracts.registry.connect(signer);
  return { protocol, registry, task, sheet, sheets, enrolment, signer, proof: await task.prove(sheet) };
}

describe("TaskRegistry.commit", () => {
  after(terminateProver);

  describe("given a sheet with its proof", () => {
    it("stores one hash, counts the sheet and locks the bond", async () => {
      const { registry, protocol, task, sheet, signer, proof } = await world();
      const { aia } = protocol.contracts;
      await expect(registry.commit(task.taskId, task.clear(sheet), proof, "0x"))
        .to.emit(registry, "SheetCommitted")
        .withArgs(task.taskId, sheet.nullifier, 0n, 0n, 1n, sheet.commitment, sheet.relayer, 0n, signer);
      expect(await registry.commitOf(task.taskId, sheet.nullifier)).not.to.equal(0n);
      expect((await registry.taskOf(task.taskId)).commits).to.equal(1n);
      expect(await registry.balanceOf(aia, signer)).to.equal(99n * AIA);
    });

    it("takes the last place, but no sheet more", async () => {
      const { task, sheets } = await load(published);
      for (const sheet of sheets.slice(0, 4)) await task.commit(sheet);
      const { registry } = task.protocol.contracts;
      await expect(task.commit(sheets[4])).to.be.revertedWithCustomError(registry, "QuotaFilled").withArgs(1n, 4n);
    });

    it("accepts it in the last second of the commit phase", async () => {
      const { registry, task, sheet, proof } = await world();
      await networkHelpers.time.setNextBlockTimestamp(task.terms.commitDeadline - 1n);
      await expect(registry.commit(task.taskId, task.clear(sheet), proof, "0x")).to.emit(registry, "SheetCommitted");
    });
  });

  describe("given a proof that does not fit", () => {
    const changes: [what: string, change: Record<string, unknown>][] = [
      ["commitment", { commitment: `0x${"11".repeat(32)}` }],
      ["level", { claimedLevel: 2 }],
      ["nullifier", { nullifier: 7n }],
    ];
    changes.forEach(([what, change]) => {
      it(`refuses another ${what} than the proof's`, async () => {
        const { registry, task, sheet, proof } = await world();
        const clear = { ...task.clear(sheet), ...change };
        await expect(registry.commit(task.taskId, clear, proof, "0x"))
          .to.be.revertedWithCustomError(registry, "ProofInvalid")
          .withArgs(task.taskId, clear.nullifier);
      });
    });

    it("refuses another bond account than the proof's", async () => {
      const { protocol, task, sheet, proof } = await world();
      const thief = protocol.contracts.registry.connect(protocol.relayer);
      await expect(thief.commit(task.taskId, { ...task.clear(sheet), bondAccount: protocol.relayer }, proof, "0x"))
        .to.be.revertedWithCustomError(thief, "ProofInvalid")
        .withArgs(task.taskId, sheet.nullifier);
    });

    it("refuses another relayer and fee than the proof's", async () => {
      const { registry, task, sheet, signer, proof } = await world();
      for (const change of [{ relayer: signer }, { relayer: signer, fee: 1n }]) {
        await expect(registry.commit(task.taskId, { ...task.clear(sheet), ...change }, proof, "0x"))
          .to.be.revertedWithCustomError(registry, "ProofInvalid")
          .withArgs(task.taskId, sheet.nullifier);
      }
    });

    it("refuses points that are changed, off the curve or beyond the field", async () => {
      const { registry, task, sheet, proof } = await world();
      const points = proof.points as bigint[];
      for (const index of points.keys()) {
        for (const value of [points[index] + 1n, 0n, 2n ** 256n - 1n]) {
          const forged = { ...proof, points: points.with(index, value) };
          await expect(registry.commit(task.taskId, task.clear(sheet), forged, "0x"))
            .to.be.revertedWithCustomError(registry, "ProofInvalid")
            .withArgs(task.taskId, sheet.nullifier);
        }
      }
    });

    it("refuses a proof made for another task", async () => {
      const { protocol, registry, task, sheet, enrolment } = await world();
      const other = await publishTask(protocol);
      const there = other.sheet(enrolment[0], { answers: sheet.answers });
      const proof = await other.prove(there);
      await expect(registry.commit(task.taskId, other.clear(there), proof, "0x"))
        .to.be.revertedWithCustomError(registry, "ProofInvalid")
        .withArgs(task.taskId, there.nullifier);
      await expect(registry.commit(other.taskId, other.clear(there), proof, "0x")).to.emit(registry, "SheetCommitted");
    });

    it("refuses a proof of less than the task asks for", async () => {
      const { protocol, enrolment } = await load(enrolled);
      const { registry } = protocol.contracts;
      const task = await publishTask(protocol, { skills: 1n });
      const sheet = task.sheet(enrolment[0], { answers: new Uint8Array(12) });
      const { secret, pass, path, root, signer } = sheet.contributor;
      const minValidUntil = task.terms.commitDeadline;
      const { a, b, c } = await proveSheet({
        ...{ secret, pass, path, root, scope: task.scope, signal: sheet.signal },
        requirement: { minLevel: 1, claimedLevel: 1, skills: 0n, minValidUntil },
      });
      const proof = { root, points: [...a, ...b.flat(), ...c] };
      await expect(registry.connect(signer).commit(task.taskId, task.clear(sheet), proof, "0x"))
        .to.be.revertedWithCustomError(registry, "ProofInvalid")
        .withArgs(task.taskId, sheet.nullifier);
    });
  });

  describe("given a nullifier", () => {
    it("refuses one that has committed already, whatever is committed", async () => {
      const { task, sheets } = await load(committed);
      const { registry } = task.protocol.contracts;
      const again = task.sheet(sheets[0].contributor, { answers: Uint8Array.from({ length: 12 }, () => 2) });
      expect(again.nullifier).to.equal(sheets[0].nullifier);
      for (const sheet of [sheets[0], again]) {
        await expect(task.commit(sheet))
          .to.be.revertedWithCustomError(registry, "NullifierUsed")
          .withArgs(task.taskId, sheet.nullifier);
      }
    });

    it("refuses zero and everything from the field order on", async () => {
      const { registry, task, sheet, proof } = await world();
      for (const nullifier of [0n, FIELD_ORDER, sheet.nullifier + FIELD_ORDER, 2n ** 256n - 1n]) {
        await expect(registry.commit(task.taskId, { ...task.clear(sheet), nullifier }, proof, "0x"))
          .to.be.revertedWithCustomError(registry, "NullifierOutOfField")
          .withArgs(nullifier);
      }
    });
  });

  describe("given a root", () => {
    it("refuses one that the tree never had, and zero", async () => {
      const { registry, task, sheet, proof } = await world();
      for (const root of [0n, BigInt(proof.root) + 1n, BigInt(proof.root) + FIELD_ORDER]) {
        await expect(registry.commit(task.taskId, task.clear(sheet), { ...proof, root }, "0x"))
          .to.be.revertedWithCustomError(registry, "RootUnknown")
          .withArgs(root);
      }
    });

    it("refuses one that was superseded more than a week ago", async () => {
      const { protocol, enrolment } = await load(enrolled);
      const { registry, pass, aia } = protocol.contracts;
      const start = await networkHelpers.time.latest();
      const task = await publishTask(protocol, { commitDeadline: 1_893_463_200n + BigInt(10 * DAY) });
      const sheet = task.sheet(enrolment[0], { answers: new Uint8Array(12) });
      const proof = await task.prove(sheet);
      await aia.transfer(protocol.outsider, 10n * AIA);
      await aia.connect(protocol.outsider).approve(pass, 10n * AIA);
      await networkHelpers.time.setNextBlockTimestamp(start + 1_000);
      await pass.connect(protocol.outsider).mint(1n);

      const own = registry.connect(sheet.contributor.signer);
      const commit = () => own.commit(task.taskId, task.clear(sheet), proof, "0x");
      const snapshot = await networkHelpers.takeSnapshot();
      await networkHelpers.time.setNextBlockTimestamp(start + 1_000 + 7 * DAY);
      await expect(commit()).to.emit(registry, "SheetCommitted");
      await snapshot.restore();
      await networkHelpers.time.setNextBlockTimestamp(start + 1_001 + 7 * DAY);
      await expect(commit()).to.be.revertedWithCustomError(registry, "RootUnknown").withArgs(proof.root);
    });
  });

  describe("given the wrong time", () => {
    it("refuses from the second of the deadline on", async () => {
      const { registry, task, sheet, proof } = await world();
      await networkHelpers.time.setNextBlockTimestamp(task.terms.commitDeadline);
      await expect(registry.commit(task.taskId, task.clear(sheet), proof, "0x"))
        .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
        .withArgs(task.taskId, PHASE.Commit, PHASE.Open);
    });

    it("refuses a task that is cancelled or was never published", async () => {
      const { protocol, registry, task, sheet, proof } = await world();
      await protocol.contracts.registry.connect(protocol.requester).cancel(task.taskId);
      await expect(registry.commit(task.taskId, task.clear(sheet), proof, "0x"))
        .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
        .withArgs(task.taskId, PHASE.Commit, PHASE.Cancelled);
      await expect(registry.commit(9n, task.clear(sheet), proof, "0x"))
        .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
        .withArgs(9n, PHASE.Commit, PHASE.None);
    });

    it("refuses while the protocol is paused", async () => {
      const { protocol, registry, task, sheet, proof } = await world();
      await protocol.contracts.clock.connect(protocol.deployer).pause();
      await expect(registry.commit(task.taskId, task.clear(sheet), proof, "0x")).to.be.revertedWithCustomError(
        registry,
        "ProtocolPaused",
      );
    });
  });
});
