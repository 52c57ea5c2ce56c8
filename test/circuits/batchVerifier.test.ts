/**
 * batch verifier
 * ├─ given valid proofs
 * │  ├─ it accepts one, two and sixteen
 * │  └─ it costs at most 69,000 gas a proof in a batch of sixteen
 * ├─ given any one element of any one proof changed
 * │  └─ it fails
 * ├─ given two proofs with errors that cancel
 * │  ├─ the product of the plain equations would hold
 * │  └─ it fails
 * └─ given no proofs, lists of different length or a public input in another form
 *    └─ it fails
 */
import { bn254 } from "@noble/curves/bn254.js";
import { expect } from "chai";
import { network } from "hardhat";
import type { VerificationKey } from "snarkjs";

import { FIELD_ORDER } from "../../scripts/identity/field.ts";
import { invalidProofs } from "../../scripts/identity/invalidProofs.ts";
import { loadVerificationKey } from "../../scripts/identity/loadVerificationKey.ts";
import type { Proof } from "../../scripts/identity/prove.ts";
import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { cancellingErrors, productOfEquationsHolds } from "./helpers/cancellingErrors.ts";
import { eligibilityProofs } from "./helpers/provedStatements.ts";
import { fromWords, toWords } from "./helpers/words.ts";

describe("EligibilityBatchVerifier", () => {
  let proofs: Proof[];
  let key: VerificationKey;
  let holds: (batch: Proof[]) => Promise<boolean>;
  let raw: (proofs: bigint[][], publicInputs: bigint[][]) => Promise<boolean>;
  let gasOf: (batch: Proof[]) => Promise<bigint>;

  before(async function () {
    this.timeout(60_000);
    const { ethers } = await network.create();
    const verifier = await ethers.deployContract("EligibilityBatchVerifier");
    const points = (batch: Proof[]) => batch.map((proof) => toWords(proof).slice(0, 8));
    const inputs = (batch: Proof[]) => batch.map(({ publicInputs }) => [...publicInputs]);
    raw = async (left, right) => verifier.verifyBatch.staticCall(left, right) as Promise<boolean>;
    holds = (batch) => raw(points(batch), inputs(batch));
    gasOf = async (batch) => verifier.verifyBatch.estimateGas(points(batch), inputs(batch));
    [proofs, key] = [await eligibilityProofs(), await loadVerificationKey("eligibility")];
  });

  after(terminateProver);

  /** A batch of any size from the proofs at hand; the contract does not mind that some come twice. */
  const batchOf = (size: number) => Array.from({ length: size }, (_, index) => proofs[index % proofs.length]);

  it("accepts batches of one, two, three and sixteen", async () => {
    for (const size of [1, 2, 3, 16]) expect(await holds(batchOf(size)), `${size} proofs`).to.equal(true);
  });

  it("costs at most 69,000 gas a proof in a batch of sixteen, calldata and transaction included", async () => {
    expect((await gasOf(batchOf(16))) / 16n).to.be.within(60_000n, 69_000n);
  });

  it("fails when any one element of any one proof is changed", async function () {
    this.timeout(60_000);
    for (const [position, proof] of proofs.entries()) {
      const words = toWords(proof);
      for (const [index, word] of words.entries()) {
        const mutant = fromWords(words.with(index, word + 1n));
        expect(await holds(proofs.with(position, mutant)), `proof ${position}, word ${index}`).to.equal(false);
      }
    }
  });

  it("fails when an element is exchanged between two proofs", async () => {
    const [left, right] = [toWords(proofs[0]), toWords(proofs[1])];
    for (const span of [
      [0, 2],
      [2, 6],
      [6, 8],
      [9, 10],
      [11, 12],
    ] as const) {
      const swapped = [left, right].map((words, side) =>
        fromWords(words.toSpliced(span[0], span[1] - span[0], ...(side === 0 ? right : left).slice(...span))),
      );
      expect(await holds([...swapped, proofs[2]]), `words ${span.join(" to ")}`).to.equal(false);
    }
  });

  it("fails for two proofs with errors that cancel, in every place where they can", async () => {
    for (const [place, forged] of Object.entries(cancellingErrors(proofs[0], proofs[1]))) {
      expect(productOfEquationsHolds(forged, key), `${place}: product of the plain equations`).to.equal(true);
      expect(await holds(forged), place).to.equal(false);
      expect(await holds(forged.toReversed()), place).to.equal(false);
      expect(await invalidProofs([...forged, proofs[2]], key), place).to.deep.equal([0, 1]);
    }
  });

  it("fails for a public input that is not below the field order", async () => {
    for (let index = 0; index < 5; index++) {
      const { publicInputs } = proofs[1];
      const alias = { ...proofs[1], publicInputs: publicInputs.with(index, publicInputs[index] + FIELD_ORDER) };
      expect(await holds([proofs[0], alias]), `input ${index}`).to.equal(false);
    }
  });

  it("fails for points that are not on the curve or not reduced", async () => {
    const words = toWords(proofs[1]);
    const reduced = bn254.fields.Fp.ORDER;
    for (const index of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const mutant = fromWords(words.with(index, words[index] + reduced));
      expect(await holds([proofs[0], mutant]), `word ${index} plus the order`).to.equal(false);
    }
    const offCurve = fromWords(words.with(0, 1n).with(1, 1n));
    expect(await holds([proofs[0], offCurve])).to.equal(false);
  });

  it("fails for no proofs and for lists of different length", async () => {
    const [points, inputs] = [toWords(proofs[0]).slice(0, 8), [...proofs[0].publicInputs]];
    expect(await raw([], [])).to.equal(false);
    expect(await raw([points, points], [inputs])).to.equal(false);
    expect(await raw([points], [inputs, inputs])).to.equal(false);
  });
});
