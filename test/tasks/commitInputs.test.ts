/**
 * what a commit asks the verifiers
 * ├─ the points as they were sent
 * ├─ the root, the nullifier, the scope of the task and the signal of the sheet
 * └─ the task's level, skills and deadline beside the claimed level
 */
import { expect } from "chai";
import type { Contract } from "ethers";

import { packRequirement } from "../../scripts/identity/packRequirement.ts";
import { ANSWERS, enrolled } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { publishTask } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";

const chain = await startChain();
const load = fixturesOf(chain);
/** Reverts with what it was called with: calldatacopy(0, 0, calldatasize()) revert(0, calldatasize()). */
const ECHO = "0x365f5f37365ffd";
const SKILLS = 0x8000_0000_0000_a5c1n;

/** A demanding task, and verifiers that say what they were asked. */
async function echoing(from: Load) {
  const { protocol, enrolment } = await from(enrolled);
  const { registry } = protocol.contracts;
  const task = await publishTask(protocol, { minLevel: 7n, skills: SKILLS });
  const sheets = enrolment.slice(0, 3).map((contributor, index) => {
    return task.sheet(contributor, { answers: ANSWERS[index], claimedLevel: 8 + index });
  });
  const verifiers = await Promise.all(
    [
      ["IEligibilityVerifier", await registry.VERIFIER()],
      ["IEligibilityBatchVerifier", await registry.BATCH_VERIFIER()],
    ].map(([name, address]) => chain.ethers.getContractAt(name, address)),
  );
  for (const { target } of verifiers) await chain.networkHelpers.setCode(String(target), ECHO);
  return { protocol, task, sheets, registry, verifiers };
}

type World = Awaited<ReturnType<typeof echoing>>;

/** The arguments that a verifier got from a call to the registry. */
async function asked({ protocol, registry }: World, verifier: unknown, data: string) {
  const call = { from: protocol.outsider.address, to: String(registry.target), data };
  const error = await chain.ethers.provider.send("eth_call", [call, "latest"]).then(
    () => expect.fail("The verifier was not asked."),
    (reason: { data?: string | { data: string } }) => reason,
  );
  const echoed = typeof error.data === "string" ? error.data : error.data!.data;
  const { interface: methods } = verifier as Contract;
  return methods.parseTransaction({ data: echoed })!.args;
}

function pointsOf(sheet: number): bigint[] {
  return Array.from({ length: 8 }, (_, index) => BigInt(100 * sheet + index + 1));
}

/** What a proof of the sheet has to be of. */
function inputsOf({ task }: World, { nullifier, signal, claimedLevel, contributor }: World["sheets"][number]) {
  const { commitDeadline } = task.terms;
  const requirement = { minLevel: 7, claimedLevel, skills: SKILLS, minValidUntil: commitDeadline };
  return [contributor.root, nullifier, task.scope, signal, packRequirement(requirement)];
}

describe("what a commit asks the verifiers", () => {
  it("is whether the proof of one sheet holds for the task", async () => {
    const world = await load(echoing);
    const { task, sheets, registry, verifiers } = world;
    const [sheet] = sheets;
    const proof = { root: sheet.contributor.root, points: pointsOf(0) };
    const signature = await task.signBond(sheet, sheet.contributor.signer);
    const call = [task.taskId, task.clear(sheet), proof, signature] as const;
    const [a, b, c, inputs] = await asked(
      world,
      verifiers[0],
      registry.interface.encodeFunctionData("commit", [...call]),
    );
    expect([a.toArray(), b.toArray(true), c.toArray()]).to.deep.equal([
      [1n, 2n],
      [
        [3n, 4n],
        [5n, 6n],
      ],
      [7n, 8n],
    ]);
    expect(inputs.toArray()).to.deep.equal(inputsOf(world, sheet));
  });

  it("is the same of every sheet in a batch", async () => {
    const world = await load(echoing);
    const { task, sheets, registry, verifiers } = world;
    const proofs = sheets.map(({ contributor }, index) => ({ root: contributor.root, points: pointsOf(index) }));
    const signatures = await Promise.all(sheets.map((sheet) => task.signBond(sheet, sheet.contributor.signer)));
    const clear = sheets.map((sheet) => task.clear(sheet));
    const data = registry.interface.encodeFunctionData("commitBatch", [task.taskId, clear, proofs, signatures]);
    const [points, inputs] = await asked(world, verifiers[1], data);
    expect(points.toArray(true)).to.deep.equal(sheets.map((_, index) => pointsOf(index)));
    expect(inputs.toArray(true)).to.deep.equal(sheets.map((sheet) => inputsOf(world, sheet)));
  });
});
