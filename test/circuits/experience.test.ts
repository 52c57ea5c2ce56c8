/**
 * experience circuit
 * ├─ given its sources
 * │  ├─ it compiles without a warning and has the stated number of constraints
 * │  └─ it has the public inputs of circuits.json, in that order
 * ├─ given a true statement, at every boundary
 * │  └─ it is satisfied
 * ├─ given a true statement with one thing changed
 * │  └─ it refuses
 * ├─ given two notes of one secret
 * │  └─ it shows spend nullifiers that are neither equal nor one of the answers' nullifiers
 * └─ given a witness
 *    ├─ it is broken by a change of any one wire but the context's sign
 *    └─ its inputs determine every wire
 */
import { expect } from "chai";
import { poseidon2 } from "poseidon-lite/poseidon2";

import { readCircuits } from "../../scripts/circuits/readCircuits.ts";
import { FIELD_ORDER } from "../../scripts/identity/field.ts";
import { type CircuitUnderTest, compiledCircuit } from "./helpers/compiledCircuits.ts";
import { freshExperienceInput, pathOfDepth } from "./helpers/freshInputs.ts";
import { experienceHolds, type ExperienceInput } from "./helpers/statements.ts";
import { undetectedChanges } from "./helpers/undetectedChanges.ts";
import { type CircuitInput, WitnessCalculator } from "./helpers/WitnessCalculator.ts";

const CONSTRAINTS = 6865;

const accepted: Record<string, () => ExperienceInput> = {
  "an ordinary note": () => freshExperienceInput(),
  "an amount of 0 in field 0": () => freshExperienceInput({ amountAndField: 0n }),
  "the largest amount in the last field": () => freshExperienceInput({ amountAndField: 2n ** 32n - 1n }),
  "a tree of one note": () => freshExperienceInput(pathOfDepth(0)),
  "a path of 24 siblings": () => freshExperienceInput(pathOfDepth(24)),
  "secret 0, scope 0 and context 0": () => freshExperienceInput({ secret: 0n, scope: 0n, context: 0n }),
};

const change =
  (edit: (input: ExperienceInput) => Partial<ExperienceInput>): (() => ExperienceInput) =>
  () => {
    const input = freshExperienceInput();
    return { ...input, ...edit(input) };
  };

const refused: Record<string, () => ExperienceInput> = {
  "an amount and field of 33 bits in the note": () => freshExperienceInput({ amountAndField: 2n ** 32n }),
  "a negative amount in the note": () => freshExperienceInput({ amountAndField: FIELD_ORDER - 1n }),
  "a larger amount than the note's": change((input) => ({ amountAndField: input.amountAndField + 1n })),
  "another field than the note's": change((input) => ({ amountAndField: input.amountAndField + 2n ** 16n })),
  "another secret": change((input) => ({ secret: input.secret + 1n })),
  "another scope": change((input) => ({ scope: input.scope + 1n })),
  "another spend nullifier": change((input) => ({ spendNullifier: input.spendNullifier + 1n })),
  "the answer's nullifier as the spend nullifier": change((input) => ({
    spendNullifier: poseidon2([input.secret, input.scope]),
  })),
  "somebody else's identity commitment": change((input) => ({ identityCommitment: input.identityCommitment + 1n })),
  "another root": change((input) => ({ noteRoot: input.noteRoot + 1n })),
  "root 0": change(() => ({ noteRoot: 0n })),
  "a path bit of 2": change((input) => ({ pathBits: input.pathBits.with(0, 2n) })),
  "a path bit at the depth": change((input) => ({ pathBits: input.pathBits.with(7, 1n) })),
  "another sibling": change((input) => ({ siblings: input.siblings.with(6, 1n) })),
  "a sibling above the depth": change((input) => ({ siblings: input.siblings.with(7, 1n) })),
  "a depth too large by one": change((input) => ({ depth: input.depth + 1n })),
  "a depth of 25 and root 0": () => ({ ...freshExperienceInput(pathOfDepth(24)), depth: 25n, noteRoot: 0n }),
};

describe("experience circuit", () => {
  let circuit: CircuitUnderTest;
  let calculator: WitnessCalculator;
  const witnessOf = (input: ExperienceInput) => calculator.calculate(input as unknown as CircuitInput);

  before(function () {
    this.timeout(120_000);
    circuit = compiledCircuit("experience");
    calculator = new WitnessCalculator(circuit.wasm);
  });

  it("compiles without a warning and has the stated number of constraints", () => {
    expect(circuit.warnings).to.equal("");
    expect(circuit.system.r1cs.constraints).to.have.lengthOf(CONSTRAINTS);
    expect(CONSTRAINTS).to.be.at.most(2 ** 13);
  });

  it("has the public inputs of circuits.json, in that order", () => {
    const { publicInputs } = readCircuits().find(({ name }) => name === "experience")!;
    const input = freshExperienceInput() as unknown as Record<string, bigint>;
    expect(circuit.system.r1cs.publicOutputs).to.equal(0);
    expect(circuit.system.r1cs.publicInputs).to.equal(publicInputs.length);
    const witness = calculator.calculate(input)!;
    expect(witness.slice(1, publicInputs.length + 1)).to.deep.equal(publicInputs.map((name) => input[name]));
  });

  for (const [name, make] of Object.entries(accepted)) {
    it(`accepts ${name}`, () => {
      const input = make();
      expect(experienceHolds(input)).to.equal(true);
      expect(circuit.system.satisfiedBy(witnessOf(input)!)).to.equal(true);
    });
  }

  for (const [name, make] of Object.entries(refused)) {
    it(`refuses ${name}`, () => {
      const input = make();
      expect(experienceHolds(input)).to.equal(false);
      expect(witnessOf(input)).to.equal(undefined);
    });
  }

  it("shows spend nullifiers that are neither equal nor one of the answers' nullifiers", () => {
    const notes = [1n, 2n].map((scope) => freshExperienceInput({ scope }));
    const shown = notes.map(({ spendNullifier }) => spendNullifier);
    const answers = notes.map(({ secret, scope }) => poseidon2([secret, scope]));
    expect(new Set([...shown, ...answers]).size).to.equal(4);
  });

  it("is broken by a change of any one wire but the context's sign", function () {
    this.timeout(60_000);
    // Any context makes a true statement, see the eligibility circuit's signal.
    for (const depth of [0, 7, 24]) {
      const witness = witnessOf(freshExperienceInput(pathOfDepth(depth)))!;
      expect(undetectedChanges(circuit, witness), `depth ${depth}`).to.deep.equal(["main.context"]);
    }
  });

  it("has no wire that its inputs do not determine", function () {
    this.timeout(60_000);
    for (const depth of [0, 7, 24]) {
      const witness = witnessOf(freshExperienceInput(pathOfDepth(depth)))!;
      expect(circuit.system.undeterminedBy(witness), `depth ${depth}`).to.deep.equal([]);
    }
  });
});
