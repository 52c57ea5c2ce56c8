/** Measures our eligibility proof with 24 siblings; started by proving.ts. */
import { loadProvingKey } from "../identity/loadProvingKey.ts";
import { loadVerificationKey } from "../identity/loadVerificationKey.ts";
import { proveEligibility } from "../identity/proveEligibility.ts";
import { terminateProver } from "../identity/terminateProver.ts";
import { verifyEligibility } from "../identity/verifyEligibility.ts";
import { deepStatement } from "./deepStatement.ts";
import { provingSubject } from "./provingSubject.ts";

const [key, verificationKey] = [await loadProvingKey("eligibility"), await loadVerificationKey("eligibility")];
const statement = deepStatement();
await provingSubject(
  Number(process.argv[2]),
  () => proveEligibility(statement, key),
  (proof) => verifyEligibility(proof, verificationKey),
);
await terminateProver();
