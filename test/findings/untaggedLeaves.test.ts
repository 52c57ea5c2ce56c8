/**
 * a leaf that can be read as an inner node
 * ├─ given an identity commitment that is itself a forged leaf
 * │  ├─ it would open any level in a tree of untagged leaves
 * │  └─ it is refused in a tree of tagged leaves
 * └─ given a secret that is itself a forged note
 *    ├─ it would be worth any amount in a tree of untagged notes
 *    └─ it is refused in a tree of tagged notes
 */
import { expect } from "chai";
import { poseidon2 } from "poseidon-lite/poseidon2";

import { leafHash } from "../../scripts/identity/leafHash.ts";
import { noteHash } from "../../scripts/identity/noteHash.ts";
import { packLeaf } from "../../scripts/identity/packLeaf.ts";
import { freshEligibilityInput, freshExperienceInput, pathOfDepth } from "../circuits/helpers/freshInputs.ts";
import { noteLeaf, passLeaf } from "../circuits/helpers/statements.ts";
import { type CircuitInput, WitnessCalculator } from "../circuits/helpers/WitnessCalculator.ts";

const calculatorOf = (circuit: string) =>
  new WitnessCalculator(new URL(`../../circuits/keys/${circuit}.wasm`, import.meta.url));

/** A path whose first siblings are given. */
const pathOver = (...siblings: bigint[]) => ({
  ...pathOfDepth(0),
  depth: BigInt(siblings.length),
  siblings: [...siblings, ...new Array<bigint>(24 - siblings.length).fill(0n)],
});

describe("a leaf that can be read as an inner node", () => {
  // The registrant's terms are level 1 and no skill; the forged leaf below has level 5 and skills.
  const packed = packLeaf({ level: 1, skills: 0n, validUntil: 1_800_000_000n, passId: 42n });
  const forged = freshEligibilityInput(pathOver(packed));
  const commitment = passLeaf(forged);
  const eligible = (root: bigint) =>
    calculatorOf("eligibility").calculate({ ...forged, root } as unknown as CircuitInput) !== undefined;

  it("would open any level in a tree of untagged leaves", () => {
    expect(eligible(poseidon2([commitment, packed]))).to.equal(true);
  });

  it("is refused in a tree of tagged leaves", () => {
    expect(eligible(leafHash(commitment, packed))).to.equal(false);
  });

  // The answerer's secret is a note of 65,535; the honest note of the answer is worth 1.
  const [earned, scope] = [1n, 2n ** 247n + 5n];
  const forgedNote = freshExperienceInput({ ...pathOver(scope, earned), amountAndField: 65_535n });
  const secret = noteLeaf(forgedNote);
  const answerNullifier = poseidon2([secret, scope]);
  const spendable = (noteRoot: bigint) =>
    calculatorOf("experience").calculate({ ...forgedNote, noteRoot } as unknown as CircuitInput) !== undefined;

  it("would be worth any amount in a tree of untagged notes", () => {
    expect(spendable(poseidon2([answerNullifier, earned]))).to.equal(true);
  });

  it("is refused in a tree of tagged notes", () => {
    expect(spendable(noteHash(answerNullifier, earned))).to.equal(false);
  });
});
