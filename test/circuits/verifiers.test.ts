/**
 * verifier contracts
 * ├─ given a proof from the library
 * │  ├─ it holds on the chain and off the chain
 * │  └─ it costs at most 250,000 gas
 * ├─ given a public input that is the same value in another form (x + r)
 * │  └─ it fails, so that a nullifier has one form only
 * ├─ given any word of the proof or of the public inputs changed
 * │  └─ it fails on the chain and off the chain
 * └─ given the key
 *    └─ it carries its hash and says whether it is for development
 */
import { expect } from "chai";
import { network } from "hardhat";
import type { VerificationKey } from "snarkjs";

import { FIELD_ORDER } from "../../scripts/identity/field.ts";
import { loadVerificationKey } from "../../scripts/identity/loadVerificationKey.ts";
import type { Proof } from "../../scripts/identity/prove.ts";
import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { verifyProof } from "../../scripts/identity/verifyProof.ts";
import { keyOrigin } from "../../scripts/circuits/keyOrigin.ts";
import { verificationKeyHash } from "../../scripts/circuits/verificationKeyHash.ts";
import { eligibilityProofs, experienceProof } from "./helpers/provedStatements.ts";
import { fromWords, toWords } from "./helpers/words.ts";

const COORDINATE_ORDER = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;

const circuits = {
  eligibility: { contract: "EligibilityVerifier", prove: async (): Promise<Proof> => (await eligibilityProofs())[0] },
  experience: { contract: "ExperienceVerifier", prove: (): Promise<Proof> => experienceProof() },
} as const;

for (const circuit of ["eligibility", "experience"] as const) {
  const { contract, prove } = circuits[circuit];

  describe(contract, () => {
    let proof: Proof;
    let key: VerificationKey;
    let onChain: (proof: Proof) => Promise<boolean>;
    let gasOf: (proof: Proof) => Promise<bigint>;
    let constants: { keyHash: string; isDevelopmentKey: boolean };

    before(async function () {
      this.timeout(60_000);
      const { ethers } = await network.create();
      const verifier = await ethers.deployContract(contract);
      const call = ({ a, b, c, publicInputs }: Proof) => [a, b, c, publicInputs];
      onChain = async (candidate) => verifier.verifyProof.staticCall(...call(candidate)) as Promise<boolean>;
      gasOf = async (candidate) => verifier.verifyProof.estimateGas(...call(candidate));
      constants = { keyHash: await verifier.KEY_HASH(), isDevelopmentKey: await verifier.IS_DEVELOPMENT_KEY() };
      [proof, key] = [await prove(), await loadVerificationKey(circuit)];
    });

    after(terminateProver);

    it("accepts a proof from the library, on the chain and off the chain", async () => {
      expect(await onChain(proof)).to.equal(true);
      expect(await verifyProof(proof, key)).to.equal(true);
    });

    it("costs at most 250,000 gas as a transaction of its own", async () => {
      expect(await gasOf(proof)).to.be.within(200_000n, 250_000n);
    });

    it("refuses a public input in another form, so that a nullifier has one form only", async () => {
      for (let index = 0; index < proof.publicInputs.length; index++) {
        const alias = proof.publicInputs.with(index, proof.publicInputs[index] + FIELD_ORDER);
        expect(await onChain({ ...proof, publicInputs: alias }), `input ${index}`).to.equal(false);
        expect(await verifyProof({ ...proof, publicInputs: alias }, key), `input ${index}`).to.equal(false);
      }
    });

    it("refuses a proof with any word changed", async function () {
      this.timeout(60_000);
      const words = toWords(proof);
      for (const [index, word] of words.entries()) {
        const negative = index < 8 ? (COORDINATE_ORDER - word) % COORDINATE_ORDER : (FIELD_ORDER - word) % FIELD_ORDER;
        for (const changed of new Set([word + 1n, word ^ (1n << 200n), 0n, negative, 2n ** 256n - 1n])) {
          if (changed === word) continue;
          const mutant = fromWords(words.with(index, changed));
          expect(await onChain(mutant), `word ${index} as ${changed}`).to.equal(false);
          expect(await verifyProof(mutant, key), `word ${index} as ${changed}`).to.equal(false);
        }
      }
    });

    it("refuses a proof whose parts come from elsewhere", async () => {
      const { a, b, c, publicInputs } = proof;
      const infinity = [0n, 0n] as const;
      const mutants: Record<string, Proof> = {
        "a and c exchanged": { ...proof, a: c, c: a },
        "b with its coordinates in snarkjs' order": { ...proof, b: [b[0].toReversed(), b[1].toReversed()] as never },
        "all points at infinity": { a: infinity, b: [infinity, infinity], c: infinity, publicInputs },
        "two inputs exchanged": {
          ...proof,
          publicInputs: publicInputs.with(0, publicInputs[1]).with(1, publicInputs[0]),
        },
      };
      for (const [name, mutant] of Object.entries(mutants)) {
        expect(await onChain(mutant), name).to.equal(false);
        expect(await verifyProof(mutant, key), name).to.equal(false);
      }
    });

    it("carries the hash of its key and says whether the key is for development", () => {
      const isDevelopmentKey = keyOrigin("circuits/keys") === "development";
      expect(constants).to.deep.equal({ keyHash: verificationKeyHash(key), isDevelopmentKey });
    });
  });
}
