/**
 * What went wrong with commitments elsewhere, beside what tasks.test.ts tries.
 */
import { expect } from "chai";
import { AbiCoder, getBytes, id, keccak256, ZeroHash } from "ethers";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { saltOf } from "../../scripts/protocol/saltOf.ts";
import { committed, published, revealing } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { publishTask } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";

const load = fixturesOf(await startChain());
const AIA = 10n ** 18n;
const COMMITMENT_TYPEHASH = id(
  "AlayaCommitment(uint256 chainId,address registry,uint256 taskId,uint256 nullifier,address payout,bytes32 answersHash,bytes32 salt)",
);

describe("known attacks on commitments", () => {
  after(terminateProver);

  it("Kleros Classic, Sapien: answers and salt alone open nothing, without author, payout and task", async () => {
    const { protocol, task, sheets, enrolment } = await load(revealing);
    const { registry } = protocol.contracts;
    const [original, other] = sheets;
    const { answers, salt } = original;
    const again = task.sheet(enrolment[1], { answers, salt });
    expect(again.commitment).not.to.equal(original.commitment);
    const opening = task.opening(original);
    for (const turned of [
      { ...opening, nullifier: other.nullifier },
      { ...opening, payout: protocol.outsider.address },
    ]) {
      await expect(registry.reveal(task.taskId, turned))
        .to.be.revertedWithCustomError(registry, "OpeningMismatch")
        .withArgs(task.taskId, turned.nullifier);
    }
    await task.reveal(original);
  });

  it("few labels: a salt has 32 unpredictable bytes, and a sheet hidden by a zero salt is not taken", async () => {
    const { protocol, task, sheets, enrolment } = await load(published);
    const { registry } = protocol.contracts;
    const salts = enrolment.map(({ secret }) => saltOf(secret, task.scope));
    expect(new Set(salts.map((salt) => getBytes(salt).length))).to.deep.equal(new Set([32]));
    expect(new Set(salts).size).to.equal(salts.length);

    const [{ contributor, answers, payout, nullifier }] = sheets;
    const types = ["bytes32", "uint256", "address", "uint256", "uint256", "address", "bytes32", "bytes32"];
    const place = [protocol.chainId, registry.target, task.taskId, nullifier, payout];
    const values = [COMMITMENT_TYPEHASH, ...place, keccak256(answers), ZeroHash];
    const guessable = keccak256(AbiCoder.defaultAbiCoder().encode(types, values));
    const weak = task.withCommitment({ ...sheets[0], contributor, salt: ZeroHash }, guessable);
    await task.commit(weak);
    await task.toReveal();
    await expect(task.reveal(weak))
      .to.be.revertedWithCustomError(registry, "OpeningMismatch")
      .withArgs(task.taskId, nullifier);
  });

  it("Reality audit v2: a place costs a bond that cannot be taken back while the sheet is hidden", async () => {
    const { protocol, task, sheets, enrolment } = await load(committed);
    const { registry, aia } = protocol.contracts;
    const poor = enrolment[3];
    const own = registry.connect(poor.signer);
    await own.withdraw(aia, poor.signer, 100n * AIA - task.terms.bond + 1n);
    const sheet = task.sheet(poor, { answers: sheets[0].answers });
    await expect(task.commit(sheet))
      .to.be.revertedWithCustomError(registry, "BalanceInsufficient")
      .withArgs(aia, poor.signer, task.terms.bond - 1n, task.terms.bond);
    const { signer } = sheets[0].contributor;
    await expect(registry.connect(signer).withdraw(aia, signer, 100n * AIA))
      .to.be.revertedWithCustomError(registry, "BalanceInsufficient")
      .withArgs(aia, signer, 100n * AIA - task.terms.bond, 100n * AIA);
  });

  it("Reality audit v2: a bond is a tenth of a place's price at least", async () => {
    const { protocol } = await load(published);
    const { registry } = protocol.contracts;
    await expect(publishTask(protocol, { bond: AIA - 1n }))
      .to.be.revertedWithCustomError(registry, "TermsOutOfBounds")
      .withArgs(protocol.ethers.encodeBytes32String("bond"), AIA - 1n, AIA, 2n ** 96n - 1n);
  });
});
