/**
 * TaskRegistry.reveal and revealBatch
 * ├─ given the opening of a commit
 * │  ├─ it appends the sheet to the rolling hash, emits it and gives the bond back
 * │  └─ it accepts it in the first and in the last second of the phase
 * ├─ given an opening with one thing changed, it refuses
 * ├─ given a sheet of another length or a zero salt, it refuses
 * ├─ given a sheet that is revealed, it refuses it again
 * ├─ given the wrong time, it refuses
 * └─ given a batch, it skips what cannot be revealed
 */
import { expect } from "chai";
import { AbiCoder, keccak256, ZeroHash } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { committed, published, revealed, revealing } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { PHASE } from "../support/phase.ts";
import { startChain } from "../support/startChain.ts";

const chain = await startChain();
const { networkHelpers } = chain;
const load = fixturesOf(chain);
const AIA = 10n ** 18n;

async function world() {
  const { protocol, task, sheets } = await load(revealing);
  const { registry, aia } = protocol.contracts;
  return { protocol, task, sheets, sheet: sheets[0], registry: registry.connect(protocol.outsider), aia };
}

/** The last 240 bits of `keccak256(abi.encode(acc, nullifier, role, level, payout, relayer, fee, answersHash))`. */
function append(acc: bigint, row: unknown[]): bigint {
  const types = ["uint240", "uint256", "uint8", "uint8", "address", "address", "uint128", "bytes32"];
  return BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(types, [acc, ...row]))) & ((1n << 240n) - 1n);
}

describe("TaskRegistry.reveal", () => {
  after(terminateProver);

  describe("given the opening of a commit", () => {
    it("appends the sheet to the rolling hash, emits it and gives the bond back", async () => {
      const { task, sheets, registry, aia } = await world();
      let acc = 0n;
      for (const [index, sheet] of sheets.entries()) {
        const { nullifier, payout, relayer, fee, answers } = sheet;
        await expect(task.reveal(sheet))
          .to.emit(registry, "SheetRevealed")
          .withArgs(task.taskId, nullifier, index, 0n, 1n, payout, answers);
        acc = append(acc, [nullifier, 0, 1, payout, relayer, fee, keccak256(answers)]);
        const { revealHash, reveals } = await registry.taskOf(task.taskId);
        expect([revealHash, reveals]).to.deep.equal([acc, BigInt(index + 1)]);
        expect(await registry.balanceOf(aia, sheet.contributor.signer)).to.equal(100n * AIA);
        expect(await registry.commitOf(task.taskId, nullifier)).to.equal(ZeroHash);
      }
    });

    it("accepts it in the first and in the last second of the phase", async () => {
      const { task, sheets, registry } = await load(committed).then(({ task, sheets }) => {
        return { task, sheets, registry: task.protocol.contracts.registry };
      });
      const { revealStart, revealDuration } = await registry.taskOf(task.taskId);
      await networkHelpers.time.setNextBlockTimestamp(revealStart);
      await task.reveal(sheets[0]);
      await networkHelpers.time.setNextBlockTimestamp(revealStart + revealDuration - 1n);
      await task.reveal(sheets[1]);
      expect((await registry.taskOf(task.taskId)).reveals).to.equal(2n);
    });
  });

  describe("given an opening with one thing changed", () => {
    const changes: Record<string, unknown> = {
      answers: new Uint8Array(12).fill(1),
      payout: "0x000000000000000000000000000000000000dEaD",
      salt: `0x${"22".repeat(32)}`,
      level: 10,
      role: 1,
      relayer: "0x000000000000000000000000000000000000dEaD",
      fee: 1n,
      bondAccount: "0x000000000000000000000000000000000000dEaD",
      bond: 2n * AIA,
      nullifier: 7n,
    };
    Object.entries(changes).forEach(([name, value]) => {
      it(`refuses another ${name}`, async () => {
        const { task, sheet, registry } = await world();
        const opening = { ...task.opening(sheet), [name]: value };
        await expect(registry.reveal(task.taskId, opening))
          .to.be.revertedWithCustomError(registry, "OpeningMismatch")
          .withArgs(task.taskId, opening.nullifier);
      });
    });

    it("refuses it for another task", async () => {
      const { task, sheet, registry } = await world();
      await expect(registry.reveal(task.taskId + 1n, { ...task.opening(sheet) }))
        .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
        .withArgs(task.taskId + 1n, PHASE.Reveal, PHASE.None);
    });
  });

  it("refuses a sheet of another length", async () => {
    const { task, sheet, registry } = await world();
    for (const length of [0, 11, 13]) {
      await expect(registry.reveal(task.taskId, { ...task.opening(sheet), answers: new Uint8Array(length) }))
        .to.be.revertedWithCustomError(registry, "SheetLengthMismatch")
        .withArgs(12n, length);
    }
  });

  it("refuses a zero salt, even one that was committed", async () => {
    const { task, sheets } = await load(published);
    const { registry } = task.protocol.contracts;
    const types = ["bytes32", "uint256", "address", "uint256", "uint256", "address", "bytes32", "bytes32"];
    expect(() => task.sheet(sheets[0].contributor, { answers: sheets[0].answers, salt: ZeroHash })).to.throw("zero");
    const { answers, payout, nullifier, contributor } = sheets[0];
    const typehash = keccak256(
      Buffer.from(
        "AlayaCommitment(uint256 chainId,address registry,uint256 taskId,uint256 nullifier,address payout,bytes32 answersHash,bytes32 salt)",
      ),
    );
    const { chainId } = task.protocol;
    const place = [chainId, registry.target, task.taskId, nullifier, payout, keccak256(answers), ZeroHash];
    const commitment = keccak256(AbiCoder.defaultAbiCoder().encode(types, [typehash, ...place]));
    const weak = task.withCommitment({ ...sheets[0], contributor, salt: ZeroHash }, commitment);
    await task.commit(weak);
    await task.toReveal();
    await expect(task.reveal(weak))
      .to.be.revertedWithCustomError(registry, "OpeningMismatch")
      .withArgs(task.taskId, nullifier);
  });

  it("refuses a sheet that is revealed already", async () => {
    const { task, sheets, registry } = await world();
    await task.reveal(sheets[0]);
    await expect(task.reveal(sheets[0]))
      .to.be.revertedWithCustomError(registry, "OpeningMismatch")
      .withArgs(task.taskId, sheets[0].nullifier);
  });

  describe("given the wrong time", () => {
    it("refuses while others can still commit, and in the window of openings", async () => {
      const { task, sheets } = await load(committed);
      const { registry } = task.protocol.contracts;
      await expect(task.reveal(sheets[0]))
        .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
        .withArgs(task.taskId, PHASE.Reveal, PHASE.Commit);
      const { revealStart } = await registry.taskOf(task.taskId);
      await networkHelpers.time.setNextBlockTimestamp(revealStart - 1n);
      await expect(task.reveal(sheets[0]))
        .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
        .withArgs(task.taskId, PHASE.Reveal, PHASE.Open);
    });

    it("refuses from the second of the reveal deadline on", async () => {
      const { task, sheets, registry } = await world();
      const { revealStart, revealDuration } = await registry.taskOf(task.taskId);
      await networkHelpers.time.setNextBlockTimestamp(revealStart + revealDuration);
      await expect(task.reveal(sheets[0]))
        .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
        .withArgs(task.taskId, PHASE.Reveal, PHASE.Settle);
    });
  });

  describe("given a batch", () => {
    it("reveals all, and skips what is revealed, unknown or altered", async () => {
      const { task, sheets, registry } = await world();
      await task.reveal(sheets[0]);
      const [known, fresh, altered] = sheets.map((sheet) => task.opening(sheet));
      const batch = [known, fresh, { ...altered, level: 9 }, { ...altered, nullifier: 5n }];
      const call = registry.revealBatch(task.taskId, batch);
      await expect(call).to.emit(registry, "RevealSkipped").withArgs(task.taskId, known.nullifier);
      await expect(call).to.emit(registry, "RevealSkipped").withArgs(task.taskId, altered.nullifier);
      await expect(call).to.emit(registry, "RevealSkipped").withArgs(task.taskId, 5n);
      await expect(call).to.emit(registry, "SheetRevealed");
      expect((await registry.taskOf(task.taskId)).reveals).to.equal(2n);
    });

    it("refuses a sheet of another length, and the wrong time", async () => {
      const { task, sheets, registry } = await world();
      const batch = [task.opening(sheets[0]), { ...task.opening(sheets[1]), answers: "0x01" }];
      await expect(registry.revealBatch(task.taskId, batch))
        .to.be.revertedWithCustomError(registry, "SheetLengthMismatch")
        .withArgs(12n, 1n);
      await task.toSettle();
      await expect(registry.revealBatch(task.taskId, [task.opening(sheets[0])]))
        .to.be.revertedWithCustomError(registry, "TaskNotInPhase")
        .withArgs(task.taskId, PHASE.Reveal, PHASE.Settle);
    });
  });

  it("opens the settlement early once every commit is revealed", async () => {
    const { task } = await load(revealed);
    const { registry } = task.protocol.contracts;
    expect(await registry.phaseOf(task.taskId)).to.equal(PHASE.Settle);
  });
});
