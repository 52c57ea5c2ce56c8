/**
 * Experience
 * ├─ recording
 * │  ├─ it turns valid sheets of a settled task into notes, in one batch, by anyone
 * │  ├─ it skips what was recorded and sheets without experience
 * │  └─ it refuses leaves and tokens that the settlement does not pay
 * └─ gaining
 *    ├─ given a real proof, the pass of the secret gains, once
 *    ├─ given a changed amount, field, pass or nullifier, it is refused
 *    ├─ given an unknown root or a nullifier outside the field, it is refused
 *    └─ it rests during a pause
 */
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { FIELD_ORDER } from "../../scripts/identity/field.ts";
import { loadProvingKey } from "../../scripts/identity/loadProvingKey.ts";
import { proveExperience } from "../../scripts/identity/proveExperience.ts";
import { spendNullifier } from "../../scripts/identity/spendNullifier.ts";
import { syncTreeMirror } from "../../scripts/identity/syncTreeMirror.ts";
import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { TreeMirror } from "../../scripts/identity/treeMirror.ts";
import { experienceContextOf } from "../../scripts/protocol/experienceContextOf.ts";
import type { NoteProofStruct } from "../../typechain-types/contracts/identity/Experience.js";
import { ANSWERS, enrolled, settled } from "../support/fixtures.ts";
import { fixturesOf, type Load } from "../support/fixturesOf.ts";
import { publishTask } from "../support/publishTask.ts";
import { startChain } from "../support/startChain.ts";
import type { Terms } from "../support/TaskLife.ts";

const AMOUNT = 50;
const CURATORS = 3n;
const FIELD = 3n;

describe("Experience", () => {
  let chain: Awaited<ReturnType<typeof startChain>>;
  let load: Load;
  const proofs = new Map<string, Promise<NoteProofStruct>>();

  before(async () => {
    chain = await startChain();
    load = fixturesOf(chain);
  });
  after(terminateProver);

  /** A task of three sheets with terms of its own, settled. */
  async function settledWith(terms: Partial<Terms>) {
    const { protocol, enrolment } = await load(enrolled);
    const { authority, policies } = protocol.contracts;
    await authority.grantRole(CURATORS, protocol.relayer, 0);
    await policies.connect(protocol.relayer).approveFields(protocol.requester, 1n << FIELD);
    const task = await publishTask(protocol, terms);
    const sheets = ANSWERS.slice(0, 3).map((answers, index) => task.sheet(enrolment[index], { answers }));
    for (const sheet of sheets) await task.commit(sheet);
    await task.toReveal();
    for (const sheet of sheets) await task.reveal(sheet);
    await task.settle();
    return { protocol, enrolment, task, sheets };
  }

  async function world(terms?: Partial<Terms>) {
    const setting = await (terms ? settledWith(terms) : load(settled));
    const { protocol, task } = setting;
    const payouts = await task.payouts();
    const leaves = payouts.map(({ leaf }) => leaf);
    const merkle = payouts.map(({ proof }) => proof);
    const { experience, aia, pass, clock, noteTree } = protocol.contracts;
    const anyone = experience.connect(protocol.outsider);
    return { ...setting, leaves, merkle, experience, anyone, aia, pass, clock, noteTree };
  }

  type World = Awaited<ReturnType<typeof world>>;

  /** A real proof that contributor `index` owns a note, proven once. */
  async function prove(
    { protocol, enrolment, task, noteTree, pass }: World,
    { amount, field } = { amount: AMOUNT, field: 0 },
    index = 0,
  ): Promise<NoteProofStruct> {
    const mirror = new TreeMirror();
    const events = await noteTree.queryFilter(noteTree.filters.LeafInserted());
    await syncTreeMirror(mirror, { events: events.map(({ args }) => args), chainRoot: await noteTree.root() });
    const { secret, pass: own } = enrolment[index];
    const place = { chainId: protocol.chainId, pass: pass.target as string, passId: own.passId };
    const statement = {
      secret,
      scope: task.scope,
      note: { amount, field },
      path: mirror.path(index),
      root: mirror.root,
      context: experienceContextOf(place),
    };
    const name = `${statement.root} ${index}`;
    const known =
      proofs.get(name) ??
      proveExperience(statement, await loadProvingKey("experience")).then(({ a, b, c }) => ({
        root: statement.root,
        spendNullifier: spendNullifier(secret, task.scope),
        amount,
        field,
        points: [...a, ...b.flat(), ...c] as unknown as NoteProofStruct["points"],
      }));
    proofs.set(name, known);
    return known;
  }

  describe("recording", () => {
    it("turns the sheets of a settled task into notes, in one batch, by anyone", async () => {
      const { anyone, experience, aia, leaves, merkle, noteTree, task } = await world();
      await expect(anyone.record(aia, leaves, merkle)).to.emit(experience, "NoteRecorded");
      expect(await noteTree.size()).to.equal(BigInt(leaves.length));
      expect(await experience.isRecorded(task.taskId, 0)).to.equal(true);
      expect(await experience.isRecorded(task.taskId, leaves.length)).to.equal(false);
      expect(await noteTree.rootExpiry(await noteTree.root())).to.equal(2n ** 40n - 1n);
      expect(await noteTree.rootExpiry(0n)).to.equal(0n);
    });

    it("skips what was recorded before, in an earlier batch or in the same", async () => {
      const { anyone, experience, aia, leaves, merkle, noteTree, task } = await world();
      await anyone.record(aia, leaves.slice(0, 1), merkle.slice(0, 1));
      const again = anyone.record(aia, [leaves[0], leaves[1], leaves[1]], [merkle[0], merkle[1], merkle[1]]);
      await expect(again).to.emit(experience, "NoteSkipped").withArgs(task.taskId, 0n);
      expect(await noteTree.size()).to.equal(2n);
      await anyone.record(aia, leaves.slice(0, 2), merkle.slice(0, 2));
      expect(await noteTree.size()).to.equal(2n);
    });

    it("skips sheets that are worth nothing", async () => {
      const { anyone, experience, aia, leaves, merkle, noteTree, task } = await world({
        pool: 78n * 10n ** 16n,
        bond: 10n ** 17n,
      });
      expect(leaves.map((leaf) => leaf.experience)).to.deep.equal([0n, 0n, 0n]);
      await expect(anyone.record(aia, leaves, merkle))
        .to.emit(experience, "NoteSkipped")
        .withArgs(task.taskId, 0n);
      expect(await noteTree.size()).to.equal(0n);
    });

    it("refuses leaves that the settlement does not pay", async () => {
      const { anyone, experience, aia, leaves, merkle, noteTree } = await world();
      const forged = { ...leaves[0], experience: 50_000n };
      await expect(anyone.record(aia, [forged], [merkle[0]]))
        .to.be.revertedWithCustomError(experience, "NoteLeafInvalid")
        .withArgs(leaves[0].taskId, 0n);
      await expect(anyone.record(noteTree, [leaves[0]], [merkle[0]]))
        .to.be.revertedWithCustomError(experience, "NoteLeafInvalid")
        .withArgs(leaves[0].taskId, 0n);
      const unsettled = { ...leaves[0], taskId: 9n };
      await expect(anyone.record(ZeroAddress, [unsettled], [[]]))
        .to.be.revertedWithCustomError(experience, "NoteLeafInvalid")
        .withArgs(9n, 0n);
      await expect(anyone.record(aia, leaves, []))
        .to.be.revertedWithCustomError(experience, "NoteProofCountMismatch")
        .withArgs(leaves.length, 0);
    });

    it("keeps the tree to itself", async () => {
      const { noteTree, protocol } = await world();
      await expect(noteTree.connect(protocol.deployer).insertMany([1n]))
        .to.be.revertedWithCustomError(noteTree, "NoteTreeCallerUnauthorized")
        .withArgs(protocol.deployer.address);
    });
  });

  describe("gaining", () => {
    async function recorded() {
      const setting = await world();
      await setting.anyone.record(setting.aia, setting.leaves, setting.merkle);
      return { ...setting, note: await prove(setting) };
    }

    it("gives the experience to the pass of the secret, once", async () => {
      const { anyone, experience, pass, note, enrolment } = await recorded();
      const { passId } = enrolment[0].pass;
      await expect(anyone.gain(passId, note))
        .to.emit(experience, "NoteSpent")
        .withArgs(passId, note.spendNullifier, AMOUNT, 0n);
      expect((await pass.passOf(passId)).experience).to.equal(BigInt(AMOUNT));
      expect(await experience.isSpent(note.spendNullifier)).to.equal(true);
      await expect(anyone.gain(passId, note))
        .to.be.revertedWithCustomError(experience, "NoteAlreadySpent")
        .withArgs(note.spendNullifier);
    });

    it("gives a single point, in the field of its task", async () => {
      const setting = await world({ pool: 8n * 10n ** 17n, bond: 10n ** 17n, field: FIELD });
      const { anyone, experience, pass, aia, leaves, merkle, enrolment } = setting;
      await anyone.record(aia, leaves, merkle);
      const note = await prove(setting, { amount: 1, field: Number(FIELD) });
      const { passId } = enrolment[0].pass;
      await expect(anyone.gain(passId, note))
        .to.emit(experience, "NoteSpent")
        .withArgs(passId, note.spendNullifier, 1n, FIELD);
      expect(await pass.fieldExperienceOf(passId, FIELD)).to.equal(1n);
    });

    it("refuses every change of what was proven", async () => {
      const { anyone, experience, note, enrolment, pass } = await recorded();
      const { passId } = enrolment[0].pass;
      const changes: Partial<NoteProofStruct>[] = [
        { amount: AMOUNT + 1 },
        { field: 1 },
        { spendNullifier: BigInt(note.spendNullifier) + 1n },
      ];
      for (const change of changes) {
        await expect(anyone.gain(passId, { ...note, ...change }))
          .to.be.revertedWithCustomError(experience, "NoteProofInvalid")
          .withArgs(passId, change.spendNullifier ?? note.spendNullifier);
      }
      await expect(anyone.gain(enrolment[1].pass.passId, note))
        .to.be.revertedWithCustomError(experience, "NoteProofInvalid")
        .withArgs(enrolment[1].pass.passId, note.spendNullifier);
      await pass.connect(enrolment[0].signer).burn(passId);
      await expect(anyone.gain(passId, note)).to.be.revertedWithCustomError(pass, "ERC721NonexistentToken");
    });

    it("does not give a copied identity the gain", async () => {
      const { anyone, experience, pass, note, enrolment, protocol, aia } = await recorded();
      const [copier] = protocol.contributors.slice(-1);
      await aia.connect(protocol.deployer).transfer(copier, await pass.mintPrice());
      await aia.connect(copier).approve(pass, await pass.mintPrice());
      await pass.connect(copier).mint((await pass.passOf(enrolment[0].pass.passId)).identityCommitment);
      await expect(anyone.gain(6n, note))
        .to.be.revertedWithCustomError(experience, "NoteProofInvalid")
        .withArgs(6n, note.spendNullifier);
    });

    it("refuses unknown and outdated roots and nullifiers outside the field", async () => {
      const { anyone, experience, note, enrolment } = await recorded();
      const { passId } = enrolment[0].pass;
      await expect(anyone.gain(passId, { ...note, root: 0n }))
        .to.be.revertedWithCustomError(experience, "NoteRootUnknown")
        .withArgs(0n);
      await expect(anyone.gain(passId, { ...note, root: 5n }))
        .to.be.revertedWithCustomError(experience, "NoteRootUnknown")
        .withArgs(5n);
      for (const spend of [FIELD_ORDER, BigInt(note.spendNullifier) + FIELD_ORDER])
        await expect(anyone.gain(passId, { ...note, spendNullifier: spend }))
          .to.be.revertedWithCustomError(experience, "SpendNullifierOutOfField")
          .withArgs(spend);
    });

    it("takes a superseded root for a week", async () => {
      const setting = await world();
      const { anyone, aia, leaves, merkle, noteTree } = setting;
      await anyone.record(aia, leaves.slice(0, 1), merkle.slice(0, 1));
      const note = await prove(setting);
      await anyone.record(aia, leaves.slice(1), merkle.slice(1));
      const now = BigInt(await chain.networkHelpers.time.latest());
      expect(await noteTree.rootExpiry(note.root)).to.equal(now + 604_800n);
      const { passId } = setting.enrolment[0].pass;
      const before = await chain.networkHelpers.takeSnapshot();
      await chain.networkHelpers.time.setNextBlockTimestamp(now + 604_800n);
      await anyone.gain(passId, note);
      await before.restore();
      await chain.networkHelpers.time.setNextBlockTimestamp(now + 604_801n);
      await expect(anyone.gain(passId, note))
        .to.be.revertedWithCustomError(setting.experience, "NoteRootUnknown")
        .withArgs(note.root);
    });

    it("rests during a pause", async () => {
      const { anyone, clock, protocol, note, enrolment, pass } = await recorded();
      await clock.connect(protocol.deployer).pause();
      await expect(anyone.gain(enrolment[0].pass.passId, note)).to.be.revertedWithCustomError(pass, "LevellingPaused");
    });
  });
});
