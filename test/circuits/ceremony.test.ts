/**
 * ceremony, over a small circuit and a phase one of its own
 * ├─ given a wrong phase-one file
 * │  └─ it does not begin
 * ├─ given contributions and a beacon
 * │  ├─ it verifies from the sources
 * │  ├─ it takes nothing more, and
 * │  └─ it finishes with keys that are no development keys
 * └─ given anything altered
 *    └─ it says what does not hold
 */
import { expect } from "chai";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { powersOfTau } from "snarkjs";

import { CeremonyError } from "../../scripts/circuits/ceremony/CeremonyError.ts";
import { closeWithBeacon } from "../../scripts/circuits/ceremony/closeWithBeacon.ts";
import { contribute } from "../../scripts/circuits/ceremony/contribute.ts";
import { finishCeremony } from "../../scripts/circuits/ceremony/finishCeremony.ts";
import { startCeremony } from "../../scripts/circuits/ceremony/startCeremony.ts";
import { keyPath, readTranscript } from "../../scripts/circuits/ceremony/transcript.ts";
import { verifyCeremony } from "../../scripts/circuits/ceremony/verifyCeremony.ts";
import type { Circuit } from "../../scripts/circuits/readCircuits.ts";
import { proverCurve } from "../../scripts/identity/proverCurve.ts";
import { terminateProver } from "../../scripts/identity/terminateProver.ts";

const circuit: Circuit = {
  name: "bits",
  template: "Num2Bits",
  source: "circomlib/circuits/bitify.circom",
  parameters: [4],
  publicInputs: ["in"],
  batched: false,
};
const base = "out/circuits/ceremony-test";
const folder = `${base}/ceremony`;
const phaseOne = `${base}/phase-one.ptau`;
const beacon = { name: "a beacon", value: "ab".repeat(32), iterationsExp: 10 };

async function problemOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => expect.fail("no error"),
    (error: Error) => {
      expect(error).to.be.instanceOf(CeremonyError);
      return error.message;
    },
  );
}

/** The file's transcript with one change, for the time of a call. */
async function withTranscript(change: (text: string) => string, call: () => Promise<string>): Promise<string> {
  const path = `${folder}/transcript.json`;
  const text = readFileSync(path, "utf8");
  writeFileSync(path, change(text));
  try {
    return await call();
  } finally {
    writeFileSync(path, text);
  }
}

describe("ceremony", function () {
  this.timeout(120_000);
  let hash: string;

  before(async () => {
    rmSync(base, { recursive: true, force: true });
    mkdirSync(base, { recursive: true });
    const [empty, ready] = [`${base}/empty.ptau`, `${base}/ready.ptau`];
    await powersOfTau.newAccumulator(await proverCurve(), 4, empty);
    await powersOfTau.beacon(empty, ready, "beacon", "cd".repeat(32), 10);
    await powersOfTau.preparePhase2(ready, phaseOne);
    hash = createHash("blake2b512").update(readFileSync(phaseOne)).digest("hex");
  });

  after(terminateProver);

  const start = () => startCeremony({ folder, circuits: [circuit], phaseOne, phaseOneHash: hash });

  it("does not begin with another phase-one file than the published one, or with none", async () => {
    const circuits = [circuit];
    expect(await problemOf(startCeremony({ folder, circuits, phaseOne }))).to.include("not the published");
    const missing = `${base}/missing.ptau`;
    expect(await problemOf(startCeremony({ folder, circuits, phaseOne: missing }))).to.include("download");
    expect(existsSync(folder)).to.equal(false);
  });

  it("has to be begun before a contribution, and once only", async () => {
    expect(await problemOf(contribute(folder, "somebody"))).to.include("ceremony -- start");
    await start();
    expect(await problemOf(start())).to.include("another folder");
  });

  it("does not close before anybody has contributed", async () => {
    expect(await problemOf(closeWithBeacon(folder, beacon))).to.include("Nobody has contributed");
    expect(await problemOf(finishCeremony(folder, { keys: base, contracts: base }, hash))).to.include("still open");
  });

  it("takes contributions, each once, and a beacon that closes it", async () => {
    await contribute(folder, "first contributor", "some text");
    await contribute(folder, "second contributor");
    expect(await problemOf(contribute(folder, "first contributor"))).to.include("already");
    expect(await problemOf(contribute(folder, "line\nbreak"))).to.include("letters");
    expect(await problemOf(closeWithBeacon(folder, { ...beacon, value: "xyz" }))).to.include("hexadecimal");
    await closeWithBeacon(folder, beacon);
    expect(await problemOf(contribute(folder, "late contributor"))).to.include("closed");
  });

  it("verifies from the sources", async () => {
    const { steps } = await verifyCeremony(folder, hash);
    expect(steps.map(({ name }) => name)).to.deep.equal(["first contributor", "second contributor", "a beacon"]);
    expect(new Set(steps.map(({ contributions }) => contributions.bits)).size).to.equal(3);
  });

  it("names what does not hold when anything is altered", async () => {
    const verify = () => problemOf(verifyCeremony(folder, hash));
    const { steps, constraints } = readTranscript(folder);
    const [first] = steps;
    const renamed = await withTranscript((text) => text.replace(first.name, "somebody else"), verify);
    expect(renamed).to.include("not those of the transcript");
    const hashed = (text: string) => text.replace(first.contributions.bits, "00".repeat(64));
    expect(await withTranscript(hashed, verify)).to.include("not those of the transcript");
    const beaconed = (text: string) => text.replace(beacon.value, "ef".repeat(32));
    expect(await withTranscript(beaconed, verify)).to.include("not those of the transcript");
    const resourced = (text: string) => text.replace(constraints.bits, "00".repeat(32));
    expect(await withTranscript(resourced, verify)).to.include("sources");
    expect(await problemOf(verifyCeremony(folder))).to.include("not the published");
  });

  it("refuses a key that was altered, even if the transcript was altered with it", async () => {
    const key = keyPath(folder, circuit.name, 3);
    copyFileSync(key, `${key}.kept`);
    const bytes = readFileSync(key);
    bytes[bytes.length - 10] ^= 1;
    writeFileSync(key, bytes);
    expect(await problemOf(verifyCeremony(folder, hash))).to.include("get the whole folder again");
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const problem = await withTranscript(
      (text) => text.replace(readTranscript(folder).steps[2].keys.bits, sha256),
      () =>
        verifyCeremony(folder, hash).then(
          () => "",
          (error: Error) => error.message,
        ),
    );
    expect(problem).to.not.equal("");
    copyFileSync(`${key}.kept`, key);
  });

  it("finishes with keys that carry their hash and are no development keys", async () => {
    const folders = { keys: `${base}/keys`, contracts: `${base}/contracts` };
    await finishCeremony(folder, folders, hash);
    const hashes = JSON.parse(readFileSync(`${folders.keys}/hashes.json`, "utf8"));
    const verifier = readFileSync(`${folders.contracts}/Num2BitsVerifier.sol`, "utf8");
    expect(hashes.origin).to.equal("ceremony");
    expect(verifier).to.include("IS_DEVELOPMENT_KEY = false").and.include(hashes.circuits.bits.keyHash);
    expect(JSON.parse(readFileSync(`${folders.keys}/transcript.json`, "utf8"))).to.deep.equal(readTranscript(folder));
  });
});
