/**
 * What went wrong with zero-knowledge proofs elsewhere, beside what tasks.test.ts and untaggedLeaves.test.ts try.
 */
import { bn254 } from "@noble/curves/bn254.js";
import { expect } from "chai";
import { network } from "hardhat";
import type { VerificationKey } from "snarkjs";

import { FIELD_ORDER } from "../../scripts/identity/field.ts";
import { loadVerificationKey } from "../../scripts/identity/loadVerificationKey.ts";
import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { compiledCircuit } from "../circuits/helpers/compiledCircuits.ts";
import { freshEligibilityInput, freshExperienceInput } from "../circuits/helpers/freshInputs.ts";
import { eligibilityProofs, experienceProof } from "../circuits/helpers/provedStatements.ts";
import { eligibilityHolds, experienceHolds } from "../circuits/helpers/statements.ts";
import { undetectedChanges } from "../circuits/helpers/undetectedChanges.ts";
import { type CircuitInput, WitnessCalculator } from "../circuits/helpers/WitnessCalculator.ts";
import { toWords } from "../circuits/helpers/words.ts";
import { settled } from "../support/fixtures.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { startChain } from "../support/startChain.ts";

const load = fixturesOf(await startChain());
const { ethers } = await network.create();
const G1 = bn254.G1.Point;

const CIRCUITS = {
  eligibility: { contract: "EligibilityVerifier", inputs: [5n, 6n, 7n, 8n, 9n] },
  experience: { contract: "ExperienceVerifier", inputs: [9n, 8n, 7n, 6n, 5n] },
} as const;

/**
 * What holds for any public inputs under a key whose gamma and delta are the same: A = alpha, B = beta, and a C that
 * takes the public inputs' part away again.
 */
function forge(key: VerificationKey, inputs: readonly bigint[]) {
  const point = ([x, y]: readonly string[]) => G1.fromAffine({ x: BigInt(x), y: BigInt(y) });
  const [constant, ...terms] = key.IC.map(point);
  const taken = inputs.reduce((sum, input, index) => sum.add(terms[index].multiply(input)), constant).negate();
  const { x, y } = taken.toAffine();
  const [[x0, x1], [y0, y1]] = key.vk_beta_2.map((pair) => pair.map(BigInt));
  return {
    a: key.vk_alpha_1.slice(0, 2).map(BigInt),
    b: [
      [x1, x0],
      [y1, y0],
    ],
    c: [x, y],
    publicInputs: [...inputs],
  };
}

describe("known attacks on proofs", () => {
  after(terminateProver);

  for (const circuit of ["eligibility", "experience"] as const) {
    const { contract, inputs } = CIRCUITS[circuit];

    it(`Veil Cash, FoomCash 2026: no ${circuit} proof is forged from the key alone`, async () => {
      const verifier = await ethers.deployContract(contract);
      const { a, b, c, publicInputs } = forge(await loadVerificationKey(circuit), inputs);
      expect(await verifier.getFunction("verifyProof").staticCall(a, b, c, publicInputs)).to.equal(false);
      const real = circuit === "eligibility" ? (await eligibilityProofs())[0] : await experienceProof();
      const call = [real.a, real.b, real.c, real.publicInputs];
      expect(await verifier.getFunction("verifyProof").staticCall(...call)).to.equal(true);
    });

    it(`circomlib#133: every wire of the ${circuit} circuit is bound by its inputs`, () => {
      const compiled = compiledCircuit(circuit);
      const input = circuit === "eligibility" ? freshEligibilityInput() : freshExperienceInput();
      const witness = new WitnessCalculator(compiled.wasm).calculate(input as unknown as CircuitInput)!;
      // A finished proof binds what it signs as a public input; the circuit knows it by its square only.
      const signed = circuit === "eligibility" ? "main.signalHash" : "main.context";
      expect(undetectedChanges(compiled, witness)).to.deep.equal([signed]);
      expect(compiled.system.undeterminedBy(witness)).to.deep.equal([]);
    });
  }

  it("Veil Cash, FoomCash 2026: no batch is forged from the key alone", async () => {
    const verifier = await ethers.deployContract("EligibilityBatchVerifier");
    const verify = verifier.getFunction("verifyBatch");
    const { a, b, c, publicInputs } = forge(await loadVerificationKey("eligibility"), CIRCUITS.eligibility.inputs);
    expect(await verify.staticCall([[...a, ...b.flat(), ...c]], [publicInputs])).to.equal(false);
    const [real] = await eligibilityProofs();
    const words = toWords(real);
    expect(await verify.staticCall([words.slice(0, 8)], [words.slice(8)])).to.equal(true);
  });

  it("semaphore#317: a note is not taken in again under its spend nullifier plus the field order", async () => {
    const { protocol, enrolment } = await load(settled);
    const { experience, noteTree, aia } = protocol.contracts;
    const payouts = await (await load(settled)).task.payouts();
    await experience.record(
      aia,
      payouts.map(({ leaf }) => leaf),
      payouts.map(({ proof }) => proof),
    );
    const { passId } = enrolment[0].pass;
    const alias = 5n + FIELD_ORDER;
    const note = { root: await noteTree.root(), spendNullifier: alias, amount: 50, field: 0 };
    const points = Array<bigint>(8).fill(0n) as unknown as [
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
    ];
    await expect(experience.gain(passId, { ...note, points }))
      .to.be.revertedWithCustomError(experience, "SpendNullifierOutOfField")
      .withArgs(alias);
  });

  it("MACI: every negative test starts from an input of its own that is valid", () => {
    const [first, second] = [freshEligibilityInput(), freshEligibilityInput()];
    expect(eligibilityHolds(first)).to.equal(true);
    first.siblings[0] += 1n;
    first.pathBits[0] = 1n - first.pathBits[0];
    first.level += 1n;
    expect(eligibilityHolds(first)).to.equal(false);
    expect(eligibilityHolds(second)).to.equal(true);
    expect(eligibilityHolds(freshEligibilityInput())).to.equal(true);

    const [note, other] = [freshExperienceInput(), freshExperienceInput()];
    note.siblings[0] += 1n;
    expect(experienceHolds(note)).to.equal(false);
    expect(experienceHolds(other)).to.equal(true);
    expect(experienceHolds(freshExperienceInput())).to.equal(true);
  });
});
