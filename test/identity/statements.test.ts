/**
 * statements before they are proved
 * ├─ given an eligible pass
 * │  └─ it passes, and so it does at each limit
 * ├─ given one thing that does not fit
 * │  └─ it says which and what to do
 * ├─ given a note
 * │  └─ it passes only for the secret, task and amount it was made for
 * ├─ given a value that does not fit its place
 * │  └─ packing refuses it by name
 * └─ given many statements
 *    └─ results come in order, and the first error stops what has not begun
 */
import { expect } from "chai";

import {
  checkEligibility,
  type EligibilityStatement,
  NotEligibleError,
} from "../../scripts/identity/checkEligibility.ts";
import {
  checkExperience,
  type ExperienceStatement,
  NoteNotFoundError,
} from "../../scripts/identity/checkExperience.ts";
import { FIELD_ORDER } from "../../scripts/identity/field.ts";
import { identityCommitment } from "../../scripts/identity/identityCommitment.ts";
import { nullifier } from "../../scripts/identity/nullifier.ts";
import { packLeaf } from "../../scripts/identity/packLeaf.ts";
import { packNote } from "../../scripts/identity/packNote.ts";
import { packRequirement } from "../../scripts/identity/packRequirement.ts";
import { pathInputs } from "../../scripts/identity/pathInputs.ts";
import { proveMany } from "../../scripts/identity/proveMany.ts";
import { randomSecret } from "../../scripts/identity/randomSecret.ts";
import { ValueOutOfRangeError } from "../../scripts/identity/requireBits.ts";
import { commitmentOf } from "../../scripts/protocol/commitmentOf.ts";
import { eligibilityStatements, experienceStatement } from "../circuits/helpers/provedStatements.ts";

function eligible(change: Partial<EligibilityStatement> = {}): EligibilityStatement {
  return { ...eligibilityStatements(1)[0], ...change };
}

describe("checkEligibility", () => {
  const requirement = eligible().requirement;
  const { pass } = eligible();

  it("accepts an eligible pass, and one that just fits", () => {
    checkEligibility(eligible());
    checkEligibility(eligible({ requirement: { ...requirement, minLevel: 3, minValidUntil: 2_000n, skills: 0b11n } }));
  });

  const refused: Record<string, [Partial<EligibilityStatement>, string]> = {
    "a claim below the minimum": [{ requirement: { ...requirement, claimedLevel: 1 } }, "asks for level 2"],
    "a claim above the level": [{ requirement: { ...requirement, claimedLevel: 4 } }, "cannot claim level 4"],
    "missing skills": [{ requirement: { ...requirement, skills: 0b10110n } }, "lacks required skills: 2, 4"],
    "an expiry too early": [{ requirement: { ...requirement, minValidUntil: 2_001n } }, "renew the pass"],
    "another secret": [{ secret: 1n }, "bring the tree mirror up to date"],
    "another pass": [{ pass: { ...pass, passId: 9n } }, "bring the tree mirror up to date"],
    "root 0": [{ root: 0n }, "bring the tree mirror up to date"],
  };
  for (const [name, [change, message]] of Object.entries(refused)) {
    it(`refuses ${name} and says what to do`, () => {
      expect(() => checkEligibility(eligible(change))).to.throw(NotEligibleError, message);
    });
  }
});

describe("checkExperience", () => {
  it("accepts a note of this secret, task and amount", () => checkExperience(experienceStatement()));

  const refused: Record<string, Partial<ExperienceStatement>> = {
    "another secret": { secret: 10n },
    "another task": { scope: 89n },
    "another amount": { note: { amount: 101, field: 4 } },
    "another field": { note: { amount: 100, field: 5 } },
    "root 0": { root: 0n },
  };
  for (const [name, change] of Object.entries(refused)) {
    it(`refuses ${name}`, () => {
      expect(() => checkExperience({ ...experienceStatement(), ...change })).to.throw(NoteNotFoundError, "tree mirror");
    });
  }
});

describe("packing", () => {
  const pass = { level: 1, skills: 1n, validUntil: 1n, passId: 1n };
  const requirement = { minLevel: 1, claimedLevel: 1, skills: 1n, minValidUntil: 1n };
  const refused: Record<string, () => unknown> = {
    level: () => packLeaf({ ...pass, level: 256 }),
    skills: () => packLeaf({ ...pass, skills: 2n ** 64n }),
    validUntil: () => packLeaf({ ...pass, validUntil: -1n }),
    passId: () => packLeaf({ ...pass, passId: 2n ** 40n }),
    minLevel: () => packRequirement({ ...requirement, minLevel: 1.5 }),
    claimedLevel: () => packRequirement({ ...requirement, claimedLevel: -1 }),
    minValidUntil: () => packRequirement({ ...requirement, minValidUntil: 2n ** 40n }),
    amount: () => packNote({ amount: 65_536, field: 0 }),
    field: () => packNote({ amount: 0, field: 65_536 }),
    secret: () => identityCommitment(FIELD_ORDER),
    scope: () => nullifier(1n, FIELD_ORDER),
    sibling: () => pathInputs({ siblings: [FIELD_ORDER], index: 0 }),
  };
  for (const [name, pack] of Object.entries(refused)) {
    it(`refuses a ${name} that does not fit, by name`, () => {
      expect(pack).to.throw(ValueOutOfRangeError, name);
    });
  }

  it("refuses a path that is too long, or an index beyond it", () => {
    expect(() => pathInputs({ siblings: new Array<bigint>(25).fill(1n), index: 0 })).to.throw(RangeError, "at most 24");
    expect(() => pathInputs({ siblings: [1n], index: 2 })).to.throw(RangeError, "0 to 2^1 - 1");
    expect(() => pathInputs({ siblings: [], index: -1 })).to.throw(RangeError, "0 to 2^0 - 1");
  });

  it("refuses a salt of zero", () => {
    const place = { chainId: 1n, registry: `0x${"11".repeat(20)}`, taskId: 1n, nullifier: 1n };
    const opening = { ...place, payout: place.registry, answers: "0x01", salt: `0x${"00".repeat(32)}` };
    expect(() => commitmentOf(opening)).to.throw(RangeError, "32 random bytes");
  });
});

describe("randomSecret", () => {
  it("has 248 bits and does not repeat", () => {
    const secrets = Array.from({ length: 64 }, randomSecret);
    expect(new Set(secrets).size).to.equal(64);
    expect(secrets.every((secret) => secret >> 248n === 0n)).to.equal(true);
    expect(secrets.some((secret) => secret >> 240n !== 0n)).to.equal(true);
  });
});

describe("proveMany", () => {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

  it("returns results in the order of the statements, whatever finishes first", async () => {
    const seen: number[] = [];
    const proveOne = async (statement: number) => {
      for (let turn = 0; turn < (statement === 1 ? 5 : 1); turn++) await pause();
      return statement * 10;
    };
    const onProof = (_: number, index: number) => void seen.push(index);
    expect(await proveMany([1, 2, 3, 4], proveOne, { onProof })).to.deep.equal([10, 20, 30, 40]);
    expect(seen.toSorted()).to.deep.equal([0, 1, 2, 3]);
  });

  it("works on as many at once as it is told", async () => {
    let [running, most] = [0, 0];
    const proveOne = async () => {
      most = Math.max(most, ++running);
      await pause();
      running--;
    };
    await proveMany([1, 2, 3, 4, 5, 6, 7], proveOne, { concurrency: 3 });
    expect(most).to.equal(3);
  });

  it("begins nothing more after an error", async () => {
    const begun: number[] = [];
    const proveOne = async (statement: number) => {
      begun.push(statement);
      await pause();
      if (statement === 2) throw new Error("no proof");
    };
    const error = await proveMany([1, 2, 3, 4, 5, 6, 7, 8], proveOne).catch((reason: Error) => reason);
    expect((error as Error).message).to.equal("no proof");
    expect(begun.length).to.be.below(5);
  });
});
