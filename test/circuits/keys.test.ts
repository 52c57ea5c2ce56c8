/**
 * committed keys
 * ├─ they say where they come from: the development beacon, or a ceremony with its transcript
 * ├─ given the circuits' sources
 * │  └─ they compile to the committed witness generator and constraints
 * ├─ given the committed proving keys
 * │  ├─ their hashes are the listed ones
 * │  └─ the committed verification keys and verifier contracts follow from them
 * └─ given the verification keys
 *    └─ delta is neither gamma nor the generator, so phase two took place
 */
import { bn254 } from "@noble/curves/bn254.js";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type VerificationKey, zKey } from "snarkjs";

import { PUBLISHED_PHASE_ONE } from "../../scripts/circuits/ceremony/phaseOne.ts";
import { readTranscript } from "../../scripts/circuits/ceremony/transcript.ts";
import { developmentBeacon } from "../../scripts/circuits/developmentBeacon.ts";
import type { KeyHashes } from "../../scripts/circuits/exportKey.ts";
import { readCircuits } from "../../scripts/circuits/readCircuits.ts";
import { renderBatchVerifier } from "../../scripts/circuits/renderBatchVerifier.ts";
import { type KeyOrigin, renderVerifier } from "../../scripts/circuits/renderVerifier.ts";
import { sha256File } from "../../scripts/circuits/sha256File.ts";
import { verificationKeyHash } from "../../scripts/circuits/verificationKeyHash.ts";
import { proverCurve } from "../../scripts/identity/proverCurve.ts";
import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { compiledCircuit } from "./helpers/compiledCircuits.ts";

const path = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url));
const text = (file: string) => readFileSync(path(file), "utf8");
const hashes = JSON.parse(text("circuits/keys/hashes.json")) as {
  origin: KeyOrigin;
  beacon?: unknown;
  phaseOne: string;
  circuits: Record<string, KeyHashes>;
};

describe("committed keys", () => {
  before(async () => void (await proverCurve()));
  after(terminateProver);

  if (hashes.origin === "development") {
    it("are labelled as development keys and name their beacon", () => {
      expect(hashes.beacon).to.deep.equal(developmentBeacon);
    });
  } else {
    it("are the last of a ceremony over the published phase one, closed by a beacon", () => {
      expect(hashes.origin).to.equal("ceremony");
      const { phaseOne, steps } = readTranscript(path("circuits/keys"));
      expect(hashes.phaseOne).to.equal(phaseOne).and.to.equal(PUBLISHED_PHASE_ONE.blake2b);
      expect(steps.length).to.be.at.least(2);
      expect(steps.at(-1)).to.have.property("beacon");
      for (const [name, { zkey }] of Object.entries(hashes.circuits)) expect(steps.at(-1)!.keys[name]).to.equal(zkey);
    });
  }

  for (const { name, template, batched } of readCircuits()) {
    const listed = hashes.circuits[name];
    const zkey = path(`circuits/keys/${name}.zkey`);
    const key = () => JSON.parse(text(`circuits/keys/${name}.vkey.json`)) as VerificationKey;

    it(`come from the sources of ${name}`, function () {
      this.timeout(120_000);
      const { r1cs, wasm, system } = compiledCircuit(name);
      expect(system.r1cs.constraints).to.have.lengthOf(listed.constraints);
      expect(sha256File(r1cs)).to.equal(listed.r1cs);
      expect(sha256File(wasm)).to.equal(listed.wasm);
      expect(sha256File(path(`circuits/keys/${name}.wasm`))).to.equal(listed.wasm);
    });

    it(`are the listed ones for ${name}`, async () => {
      expect(sha256File(zkey)).to.equal(listed.zkey);
      expect(await zKey.exportVerificationKey(zkey)).to.deep.equal(key());
      expect(verificationKeyHash(key())).to.equal(listed.keyHash);
    });

    it(`export the committed verifiers of ${name}`, async () => {
      const contract = `${template}Verifier`;
      const exported = await renderVerifier(zkey, contract, hashes.origin);
      expect(text(`contracts/verifiers/${contract}.sol`)).to.equal(exported);
      if (!batched) return;
      const batch = `${template}BatchVerifier`;
      const rendered = renderBatchVerifier(key(), batch, hashes.origin);
      expect(text(`contracts/verifiers/${batch}.sol`)).to.equal(rendered);
    });

    it(`have a delta of ${name} that is neither gamma nor the generator`, () => {
      const { x, y } = bn254.G2.Point.BASE.toAffine();
      const generator = [[x.c0, x.c1].map(String), [y.c0, y.c1].map(String), ["1", "0"]];
      const { vk_gamma_2: gamma, vk_delta_2: delta } = key();
      expect(delta).to.not.deep.equal(gamma);
      expect(delta).to.not.deep.equal(generator);
      // Gamma is the generator by construction (Bowe, Gabizon and Miers 2017): only delta takes part in phase two.
      expect(gamma).to.deep.equal(generator);
    });
  }
});
