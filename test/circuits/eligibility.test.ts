/**
 * eligibility circuit
 * ├─ given its sources
 * │  ├─ it compiles without a warning and has the stated number of constraints
 * │  └─ it has the public inputs of circuits.json, in that order
 * ├─ given a true statement, at every boundary
 * │  └─ it is satisfied
 * ├─ given a true statement with one thing changed
 * │  └─ it refuses
 * ├─ given random changes
 * │  └─ it agrees with the model
 * └─ given a witness
 *    ├─ it is broken by a change of any one wire but the signal's sign
 *    └─ its inputs determine every wire
 */
import { expect } from "chai";

import { FIELD_ORDER } from "../../scripts/identity/field.ts";
import { readCircuits } from "../../scripts/circuits/readCircuits.ts";
import { compiledCircuit, type CircuitUnderTest } from "./helpers/compiledCircuits.ts";
import { freshEligibilityInput, pathOfDepth, requirementOf } from "./helpers/freshInputs.ts";
import { type EligibilityInput, eligibilityHolds } from "./helpers/statements.ts";
import { undetectedChanges } from "./helpers/undetectedChanges.ts";
import { type CircuitInput, WitnessCalculator } from "./helpers/WitnessCalculator.ts";

const CONSTRAINTS = 6967;
const NOW = 1_700_000_000n;

const accepted: Record<string, () => EligibilityInput> = {
  "an ordinary pass": () => freshEligibilityInput(),
  "level 0 where nothing is asked": () => freshEligibilityInput({ level: 0n, skills: 0n, requirement: 0n }),
  "the highest level claimed in full": () =>
    freshEligibilityInput({ level: 255n, requirement: requirementOf(255n, 255n, 0n, 0n) }),
  "exactly the level asked for": () => freshEligibilityInput({ level: 3n, requirement: requirementOf(3n, 3n, 0n, 0n) }),
  "every skill, all of them required": () =>
    freshEligibilityInput({ skills: 2n ** 64n - 1n, requirement: requirementOf(0n, 0n, 2n ** 64n - 1n, 0n) }),
  "only the first skill": () => freshEligibilityInput({ skills: 1n, requirement: requirementOf(0n, 0n, 1n, 0n) }),
  "only the last skill": () =>
    freshEligibilityInput({ skills: 2n ** 63n, requirement: requirementOf(0n, 0n, 2n ** 63n, 0n) }),
  "an expiry in the very second of the deadline": () =>
    freshEligibilityInput({ validUntil: NOW, requirement: requirementOf(0n, 0n, 0n, NOW) }),
  "the last expiry and the last pass": () =>
    freshEligibilityInput({ validUntil: 2n ** 40n - 1n, passId: 2n ** 40n - 1n }),
  "a tree of one leaf": () => freshEligibilityInput(pathOfDepth(0)),
  "a path of 24 siblings": () => freshEligibilityInput(pathOfDepth(24)),
  "secret 0, scope 0 and signal 0": () => freshEligibilityInput({ secret: 0n, scope: 0n, signalHash: 0n }),
  "the largest secret": () => freshEligibilityInput({ secret: FIELD_ORDER - 1n }),
};

const change =
  (edit: (input: EligibilityInput) => Partial<EligibilityInput>): (() => EligibilityInput) =>
  () => {
    const input = freshEligibilityInput();
    return { ...input, ...edit(input) };
  };

const refused: Record<string, () => EligibilityInput> = {
  "a claim above the level": change(() => ({ requirement: requirementOf(2n, 6n, 0b101n, NOW) })),
  "a claim below the task's minimum": change(() => ({ requirement: requirementOf(4n, 3n, 0b101n, NOW) })),
  "a required skill that is absent": change(() => ({ requirement: requirementOf(2n, 3n, 0b111n, NOW) })),
  "the absent last skill": change(() => ({ requirement: requirementOf(2n, 3n, 2n ** 63n, NOW) })),
  "an expiry one second early": change((input) => ({
    requirement: requirementOf(2n, 3n, 0b101n, input.validUntil + 1n),
  })),
  "a requirement of more than 120 bits": change((input) => ({ requirement: input.requirement + 2n ** 120n })),
  "a requirement plus the field order's complement": change((input) => ({
    requirement: FIELD_ORDER - input.requirement,
  })),
  "a level of 9 bits in the leaf": () => freshEligibilityInput({ level: 256n }),
  "a negative level in the leaf": () => freshEligibilityInput({ level: FIELD_ORDER - 1n }),
  "skills of 65 bits in the leaf": () => freshEligibilityInput({ skills: 2n ** 64n + 0b1101n }),
  "an expiry of 41 bits in the leaf": () => freshEligibilityInput({ validUntil: 2n ** 40n }),
  "a pass number of 41 bits in the leaf": () => freshEligibilityInput({ passId: 2n ** 40n }),
  "another secret": change((input) => ({ secret: input.secret + 1n })),
  "another level than the leaf's": change((input) => ({ level: input.level + 1n })),
  "more skills than the leaf's": change((input) => ({ skills: input.skills | 2n })),
  "a later expiry than the leaf's": change((input) => ({ validUntil: input.validUntil + 1n })),
  "another pass": change((input) => ({ passId: input.passId + 1n })),
  "another root": change((input) => ({ root: input.root + 1n })),
  "another nullifier": change((input) => ({ nullifier: input.nullifier + 1n })),
  "another scope with the same nullifier": change((input) => ({ scope: input.scope - 1n })),
  "a path bit of 2": change((input) => ({ pathBits: input.pathBits.with(3, 2n) })),
  "a flipped path bit": change((input) => ({ pathBits: input.pathBits.with(3, 1n - input.pathBits[3]) })),
  "a path bit at the depth": change((input) => ({ pathBits: input.pathBits.with(10, 1n) })),
  "the last path bit above the depth": change((input) => ({ pathBits: input.pathBits.with(23, 1n) })),
  "another sibling": change((input) => ({ siblings: input.siblings.with(0, 7n) })),
  "a sibling above the depth": change((input) => ({ siblings: input.siblings.with(10, 7n) })),
  "a depth too small by one": change((input) => ({ depth: input.depth - 1n })),
  "a depth too large by one": change((input) => ({ depth: input.depth + 1n })),
  "a depth of 25": () => ({ ...freshEligibilityInput(pathOfDepth(24)), depth: 25n }),
  "a depth of 25 and root 0": () => ({ ...freshEligibilityInput(pathOfDepth(24)), depth: 25n, root: 0n }),
  "a negative depth": change(() => ({ depth: FIELD_ORDER - 1n })),
  "root 0": change(() => ({ root: 0n })),
};

describe("eligibility circuit", () => {
  let circuit: CircuitUnderTest;
  let calculator: WitnessCalculator;
  const witnessOf = (input: EligibilityInput) => calculator.calculate(input as unknown as CircuitInput);

  before(function () {
    this.timeout(120_000);
    circuit = compiledCircuit("eligibility");
    calculator = new WitnessCalculator(circuit.wasm);
  });

  it("compiles without a warning and has the stated number of constraints", () => {
    expect(circuit.warnings).to.equal("");
    expect(circuit.system.r1cs.constraints).to.have.lengthOf(CONSTRAINTS);
    expect(CONSTRAINTS).to.be.at.most(2 ** 13);
  });

  it("has the public inputs of circuits.json, in that order", () => {
    const { publicInputs } = readCircuits().find(({ name }) => name === "eligibility")!;
    const input = freshEligibilityInput() as unknown as Record<string, bigint>;
    expect(circuit.system.r1cs.publicOutputs).to.equal(0);
    expect(circuit.system.r1cs.publicInputs).to.equal(publicInputs.length);
    const witness = calculator.calculate(input)!;
    expect(witness.slice(1, publicInputs.length + 1)).to.deep.equal(publicInputs.map((name) => input[name]));
  });

  for (const [name, make] of Object.entries(accepted)) {
    it(`accepts ${name}`, () => {
      const input = make();
      expect(eligibilityHolds(input)).to.equal(true);
      expect(circuit.system.satisfiedBy(witnessOf(input)!)).to.equal(true);
    });
  }

  for (const [name, make] of Object.entries(refused)) {
    it(`refuses ${name}`, () => {
      const input = make();
      expect(eligibilityHolds(input)).to.equal(false);
      expect(witnessOf(input)).to.equal(undefined);
    });
  }

  it("agrees with the model on requirements around the pass's terms", function () {
    this.timeout(60_000);
    let holding = 0;
    for (let trial = 0; trial < 96; trial++) {
      const pick = (count: number, salt: number) => BigInt((trial * 7919 + salt * 104729) % count);
      const level = pick(4, 1);
      const claimed = pick(4, 2);
      const input = freshEligibilityInput({
        level,
        skills: pick(8, 3),
        validUntil: NOW + pick(3, 4),
        requirement: requirementOf(pick(3, 5), claimed, pick(4, 6), NOW + pick(3, 7)),
        ...pathOfDepth(trial % 25),
      });
      const holds = eligibilityHolds(input);
      holding += Number(holds);
      expect(witnessOf(input) !== undefined, `trial ${trial}`).to.equal(holds);
    }
    expect(holding).to.be.within(5, 91);
  });

  it("is broken by a change of any one wire but the signal's sign", function () {
    this.timeout(60_000);
    // Any signal makes a true statement, so its square is all that binds it within the circuit; that a finished proof
    // does not verify with another signal, the negative included, is tested with the verifiers.
    // Paths with no, some and all levels in use leave different wires at 0.
    for (const depth of [0, 10, 24]) {
      const witness = witnessOf(freshEligibilityInput(pathOfDepth(depth)))!;
      expect(undetectedChanges(circuit, witness), `depth ${depth}`).to.deep.equal(["main.signalHash"]);
    }
  });

  it("has no wire that its inputs do not determine", function () {
    this.timeout(60_000);
    for (const depth of [0, 10, 24]) {
      const witness = witnessOf(freshEligibilityInput(pathOfDepth(depth)))!;
      expect(circuit.system.undeterminedBy(witness), `depth ${depth}`).to.deep.equal([]);
    }
  });
});
