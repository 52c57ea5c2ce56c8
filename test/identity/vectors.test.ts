/**
 * golden vectors
 * └─ given inputs of every field, small, usual and largest
 *    ├─ it computes scope, salt, commitment, signal and context
 *    ├─ it computes identity commitment, nullifiers, leaf, requirement and note
 *    └─ the circuits agree
 */
import { expect } from "chai";
import { keccak256 } from "ethers";
import { readFileSync } from "node:fs";

import { identityCommitment } from "../../scripts/identity/identityCommitment.ts";
import { leafHash } from "../../scripts/identity/leafHash.ts";
import { noteHash } from "../../scripts/identity/noteHash.ts";
import { nullifier } from "../../scripts/identity/nullifier.ts";
import { packLeaf } from "../../scripts/identity/packLeaf.ts";
import { packNote } from "../../scripts/identity/packNote.ts";
import { packRequirement } from "../../scripts/identity/packRequirement.ts";
import { pathInputs } from "../../scripts/identity/pathInputs.ts";
import { spendNullifier } from "../../scripts/identity/spendNullifier.ts";
import { LEAF_TAG, NOTE_TAG } from "../../scripts/identity/treeTags.ts";
import { commitmentOf } from "../../scripts/protocol/commitmentOf.ts";
import { experienceContextOf } from "../../scripts/protocol/experienceContextOf.ts";
import { saltOf } from "../../scripts/protocol/saltOf.ts";
import { scopeOf } from "../../scripts/protocol/scopeOf.ts";
import { signalOf } from "../../scripts/protocol/signalOf.ts";
import { WitnessCalculator } from "../circuits/helpers/WitnessCalculator.ts";

interface Vectors {
  tags: { leaf: string; note: string };
  cases: { input: Record<string, string | number>; output: Record<string, string> }[];
}

const file = new URL("../vectors/hashes.json", import.meta.url);
const { tags, cases } = JSON.parse(readFileSync(file, "utf8")) as Vectors;

const wasm = (circuit: string) => new URL(`../../circuits/keys/${circuit}.wasm`, import.meta.url);
const calculators = {
  eligibility: new WitnessCalculator(wasm("eligibility")),
  experience: new WitnessCalculator(wasm("experience")),
};

describe("golden vectors of hashes", () => {
  it("fixes the tags of both trees", () => {
    expect([LEAF_TAG, NOTE_TAG]).to.deep.equal([BigInt(tags.leaf), BigInt(tags.note)]);
  });

  cases.forEach(({ input, output }, index) => {
    const [text, integer] = [(name: string) => String(input[name]), (name: string) => BigInt(input[name])];
    const place = { chainId: integer("chainId"), registry: text("registry"), taskId: integer("taskId") };

    it(`computes scope, salt, commitment, signal and context of case ${index}`, () => {
      expect(scopeOf(place)).to.equal(BigInt(output.scope));
      expect(saltOf(integer("secret"), BigInt(output.scope))).to.equal(output.salt);
      expect(keccak256(text("answers"))).to.equal(output.answersHash);
      const commitment = commitmentOf({
        ...place,
        nullifier: BigInt(output.nullifier),
        payout: text("payout"),
        answers: text("answers"),
        salt: output.salt,
      });
      expect(commitment).to.equal(output.commitment);
      const terms = { claimedLevel: Number(input.claimedLevel), relayer: text("relayer"), fee: integer("fee") };
      expect(signalOf({ ...terms, commitment, bondAccount: text("bondAccount") })).to.equal(BigInt(output.signal));
      const pass = { chainId: place.chainId, pass: text("pass"), passId: integer("passId") };
      expect(experienceContextOf(pass)).to.equal(BigInt(output.context));
    });

    it(`computes identity commitment, nullifiers, leaf, requirement and note of case ${index}`, () => {
      const [secret, scope] = [integer("secret"), BigInt(output.scope)];
      expect(identityCommitment(secret)).to.equal(BigInt(output.identityCommitment));
      expect(nullifier(secret, scope)).to.equal(BigInt(output.nullifier));
      expect(spendNullifier(secret, scope)).to.equal(BigInt(output.spendNullifier));
      const packed = packLeaf({
        level: Number(input.level),
        skills: integer("skills"),
        validUntil: integer("validUntil"),
        passId: integer("passId"),
      });
      expect(packed).to.equal(BigInt(output.packedLeaf));
      expect(leafHash(identityCommitment(secret), packed)).to.equal(BigInt(output.leaf));
      const requirement = packRequirement({
        minLevel: Number(input.minLevel),
        claimedLevel: Number(input.claimedLevel),
        skills: integer("requiredSkills"),
        minValidUntil: integer("minValidUntil"),
      });
      expect(requirement).to.equal(BigInt(output.requirement));
      const worth = packNote({ amount: Number(input.amount), field: Number(input.field) });
      expect(worth).to.equal(BigInt(output.amountAndField));
      expect(noteHash(BigInt(output.nullifier), worth)).to.equal(BigInt(output.note));
    });

    it(`is what the circuits take for true in case ${index}`, () => {
      const value = (name: string) => BigInt(output[name]);
      const path = pathInputs({ siblings: [], index: 0 });
      const place = { depth: 0n, pathBits: path.pathBits.map(BigInt), siblings: path.siblings };
      const eligibility = {
        root: value("leaf"),
        nullifier: value("nullifier"),
        scope: value("scope"),
        signalHash: value("signal"),
        requirement: value("requirement"),
        secret: integer("secret"),
        level: integer("level"),
        skills: integer("skills"),
        validUntil: integer("validUntil"),
        passId: integer("passId"),
        ...place,
      };
      const experience = {
        noteRoot: value("note"),
        spendNullifier: value("spendNullifier"),
        identityCommitment: value("identityCommitment"),
        amountAndField: value("amountAndField"),
        context: value("context"),
        secret: integer("secret"),
        scope: value("scope"),
        ...place,
      };
      expect(calculators.eligibility.calculate(eligibility)).to.not.equal(undefined);
      expect(calculators.experience.calculate(experience)).to.not.equal(undefined);
    });
  });
});
