/**
 * proving library in a browser
 * └─ given a bundle for browsers and nothing but what a browser has
 *    └─ it makes a proof that holds, and names what is wrong with an input
 */
import { expect } from "chai";
import { createContext, runInContext } from "node:vm";

import { bundleProver } from "../../scripts/identity/bundleProver.ts";
import { loadProvingKey } from "../../scripts/identity/loadProvingKey.ts";
import { loadVerificationKey } from "../../scripts/identity/loadVerificationKey.ts";
import type { EligibilityProof, proveEligibility } from "../../scripts/identity/proveEligibility.ts";
import type { terminateProver } from "../../scripts/identity/terminateProver.ts";
import type { verifyEligibility } from "../../scripts/identity/verifyEligibility.ts";
import { eligibilityStatements } from "../circuits/helpers/provedStatements.ts";

interface Library {
  proveEligibility: typeof proveEligibility;
  verifyEligibility: typeof verifyEligibility;
  terminateProver: typeof terminateProver;
}

/** What the page of a browser offers, without `process`, `Buffer` or `require`. */
function browserGlobals(): object {
  const { WebAssembly, crypto, TextEncoder, TextDecoder, URL, performance, console, setTimeout, clearTimeout } =
    globalThis;
  const { atob, btoa, Blob, fetch } = globalThis;
  // One realm's byte arrays are not instances of another's: the page shares ours, as a real page has only one.
  const { Uint8Array, ArrayBuffer, Array, Object, Uint32Array, DataView } = globalThis;
  const shared = { Uint8Array, ArrayBuffer, Array, Object, Uint32Array, DataView };
  const web = { WebAssembly, crypto, TextEncoder, TextDecoder, URL, performance, console, setTimeout, clearTimeout };
  return { ...web, ...shared, atob, btoa, Blob, fetch, navigator: { hardwareConcurrency: 1 } };
}

describe("the proving library in a browser", function () {
  this.timeout(120_000);

  it("makes a proof that holds, with nothing but what a browser has", async () => {
    const code = await bundleProver();
    expect(code.length).to.be.below(2_000_000);
    const page = createContext(browserGlobals());
    runInContext(`${code}\nglobalThis.alaya = alaya;`, page);
    const library = page.alaya as Library;
    const [statement] = eligibilityStatements(1);
    const [provingKey, key] = [await loadProvingKey("eligibility"), await loadVerificationKey("eligibility")];
    const proof: EligibilityProof = await library.proveEligibility(statement, provingKey);
    expect(await library.verifyEligibility(proof, key)).to.equal(true);
    expect(await library.verifyEligibility({ ...proof, c: proof.a }, key)).to.equal(false);

    const lowLevel = { ...statement, pass: { ...statement.pass, level: 1 } };
    const error = await library.proveEligibility(lowLevel, provingKey).catch((reason: Error) => reason);
    expect((error as Error).message).to.equal("The pass has level 1; it cannot claim level 3.");
    await library.terminateProver();
  });
});
