/**
 * the second referee
 * ├─ given the golden vectors, it judges every row as they say
 * ├─ given tasks settled on the chain, it says "equal"
 * │  ├─ with 2, 4 and 12 classes and with numbers, with copies, gold and a model
 * │  ├─ with reviewers
 * │  ├─ with reviews that were not revealed, and forfeited
 * │  ├─ with fewer than three sheets, and with none
 * │  └─ with real proofs, relayers' fees and a sheet never revealed
 * └─ given one altered event, it says where it differs
 */
import { expect } from "chai";
import { getBytes, hexlify, id, type Interface, type LogDescription } from "ethers";
import { readFileSync } from "node:fs";

import { terminateProver } from "../../scripts/identity/terminateProver.ts";
import { randomSource } from "../../scripts/scorer/fuzz/randomSource.ts";
import type { ScoringVector } from "../../scripts/scorer/fuzz/writeVectors.ts";
import { compareTask } from "../../scripts/verify/compareTask.ts";
import { judgeRows } from "../../scripts/verify/judgeRows.ts";
import { LogsIncompleteError } from "../../scripts/verify/LogsIncompleteError.ts";
import { packVerdict } from "../../scripts/verify/packVerdict.ts";
import { type RawLog, readFacts } from "../../scripts/verify/readFacts.ts";
import { verifyTask } from "../../scripts/verify/verifyTask.ts";
import { committed, enrolled, published, revealing } from "../support/fixtures.ts";
import { type Load, fixturesOf } from "../support/fixturesOf.ts";
import { publishTask } from "../support/publishTask.ts";
import { commitReview, partOf, resolveReviews, revealReview, reviewOf, stakeReviewers } from "../support/reviews.ts";
import { startChain } from "../support/startChain.ts";
import { sealRow, type TaskLife } from "../support/TaskLife.ts";
import { type SettledTask, settleForged } from "./support/settleForged.ts";

const load = fixturesOf(await startChain());
const SALT = id("salt");
const ITEMS = 30;
const SHEETS = 9;

const vectors = JSON.parse(
  readFileSync(new URL("../vectors/scoring.json", import.meta.url), "utf8"),
) as ScoringVector[];

/** Nine sheets of falling care, the last two of them copies of one another, in the format of answers. */
function crowd(classes: number): { truth: Uint8Array; sheets: Uint8Array[] } {
  const random = randomSource(classes + 1);
  const truth = Array.from({ length: ITEMS }, () => 1 + random(classes || 200));
  const sheets = Array.from({ length: SHEETS - 1 }, (_, r) =>
    truth.map((label) => {
      if (random(10) === 0) return classes ? 0 : -(2 ** 31);
      if (classes === 0) return Math.max(0, label + random(10 * r + 3) - 5 * r);
      return random(10) < 10 - r ? label : 1 + random(classes);
    }),
  );
  sheets.push(sheets[SHEETS - 2]);
  return { truth: encode(truth, classes), sheets: sheets.map((sheet) => encode(sheet, classes)) };
}

function encode(answers: number[], classes: number): Uint8Array {
  if (classes > 0) return Uint8Array.from(answers);
  const view = new DataView(new ArrayBuffer(4 * answers.length));
  answers.forEach((answer, i) => view.setInt32(4 * i, answer));
  return new Uint8Array(view.buffer);
}

/** A task of the crowd above, with gold on six items and the truth as a model's predictions. */
async function forge(from: Load, classes: number): Promise<{ task: TaskLife } & SettledTask> {
  const { protocol } = await from(enrolled);
  const { truth, sheets } = crowd(classes);
  const width = classes === 0 ? 4 : 1;
  const nothing = encode(Array<number>(ITEMS).fill(classes ? 0 : -(2 ** 31)), classes);
  const gold = Uint8Array.from([...truth.slice(0, 6 * width), ...nothing.slice(6 * width)]);
  const spec = { goldHash: sealRow(gold, SALT), modelHash: sealRow(truth, SALT) };
  const task = await publishTask(
    protocol,
    { classes: BigInt(classes), items: BigInt(ITEMS), quota: BigInt(SHEETS + 1) },
    classes === 0 ? { ...spec, maximum: 400 } : spec,
  );
  const opened = { gold: { row: gold, salt: SALT }, model: { row: truth, salt: SALT } };
  return { task, ...(await settleForged(task, sheets, opened)) };
}

function differencesOf({ protocol, taskId }: TaskLife, { logs, held }: SettledTask) {
  const { policies, registry, settlement, reviews } = protocol.contracts;
  const interfaces = [policies, registry, settlement, reviews].map((each) => each.interface as Interface);
  return compareTask(readFacts(interfaces, logs, taskId), held);
}

function verify({ protocol, taskId }: TaskLife) {
  const { policies, registry, settlement, reviews } = protocol.contracts;
  return verifyTask({ policies, registry, settlement, reviews, taskId, fromBlock: 0, chunk: 7 });
}

describe("the second referee", () => {
  after(terminateProver);

  it("judges the golden vectors as they say", () => {
    for (const vector of vectors) {
      const { items, classes, minimum, maximum } = vector;
      const width = 2 * items * (classes === 0 ? 4 : 1);
      const kinds = [...getBytes(vector.sheets)];
      const rows = kinds.map((_, r) => `0x${vector.answers.slice(2 + width * r, 2 + width * (r + 1))}`);
      const gold = vector.gold === "0x" ? undefined : vector.gold;
      const { labels, confidences, verdicts } = judgeRows({ items, classes, minimum, maximum, kinds, rows, gold });
      const packed = verdicts.map((verdict) => String(packVerdict(verdict)));
      const { labels: known, confidences: sure, verdicts: judged } = vector;
      expect([labels, confidences, packed]).to.deep.equal([known, sure, judged]);
    }
  });

  describe("given tasks settled on the chain", () => {
    for (const classes of [2, 4, 12, 0]) {
      it(`agrees on ${classes === 0 ? "numbers" : `${classes} classes`}, with copies, gold and a model`, async () => {
        const { task, ...settled } = await forge(load, classes);
        expect(differencesOf(task, settled)).to.deep.equal([]);
      });
    }

    it("agrees on two sheets without gold, which are paid flat", async () => {
      const { protocol } = await load(enrolled);
      const task = await publishTask(protocol, { classes: 4n, items: BigInt(ITEMS) });
      const settled = await settleForged(task, crowd(4).sheets.slice(0, 2));
      expect(differencesOf(task, settled)).to.deep.equal([]);
    });

    it("agrees on a task without a sheet", async () => {
      const { task } = await load(published);
      await task.toSettle();
      await task.settle();
      expect(await verify(task)).to.deep.equal([]);
    });

    for (const classes of [3, 0]) {
      it(`agrees on reviewers of ${classes === 0 ? "numbers" : `${classes} classes`}, and finds their pay altered`, async () => {
        const { protocol } = await load(enrolled);
        const { sheets, truth } = crowd(classes);
        const width = classes === 0 ? 4 : 1;
        const nothing = encode(Array<number>(ITEMS).fill(classes ? 0 : -(2 ** 31)), classes);
        const gold = Uint8Array.from([...truth.slice(0, 3 * width), ...nothing.slice(3 * width)]);
        const reviewers = protocol.contributors.slice(10, 13);
        await stakeReviewers(protocol, reviewers);
        const task = await publishTask(
          protocol,
          { classes: BigInt(classes), items: BigInt(ITEMS) },
          {
            ...{ reviewerPlaces: 4, reviewerItems: 20, reviewerBps: 1_500, reviewerTolerance: classes ? 0 : 5 },
            ...{ goldHash: sealRow(gold, SALT), maximum: classes ? 0 : 400 },
          },
        );
        const reviews = reviewers.map((reviewer, n) => reviewOf(task, reviewer, partOf(task, reviewer, sheets[n])));
        for (const review of reviews) await commitReview(task, review);
        await task.toOpen();
        await protocol.contracts.registry.connect(protocol.requester).openGold(task.taskId, task.spec, gold, SALT);
        await task.toReveal();
        for (const review of reviews) await revealReview(task, review);
        const opened = { gold: { row: hexlify(gold), salt: SALT } };
        await task.settle(opened);
        expect(await verify(task)).to.deep.equal([]);
        await resolveReviews(task, opened);
        expect(await verify(task)).to.deep.equal([]);

        const { policies, registry, settlement, reviews: desk } = protocol.contracts;
        const addresses = [policies, registry, settlement, desk].map(({ target }) => target as string);
        const logs = await protocol.ethers.provider.getLogs({ address: addresses, fromBlock: 0 });
        const { revealHash } = await registry.taskOf(task.taskId);
        const held = { revealHash, resultHash: await settlement.resultHashOf(task.taskId) };
        const change = (value: unknown) => [(value as bigint[])[0] + 1n, ...(value as bigint[]).slice(1)];
        const altered = alter(task, logs, "TaskSettled", "payouts", change);
        expect(differencesOf(task, { logs: altered, held }).map(({ what }) => what)).to.include("pay of sheet 0");
        for (const argument of ["checked", "wrong", "slashed"]) {
          const more = alter(task, logs, "ReviewResolved", argument, (value) => (value as bigint) + 1n);
          const found = differencesOf(task, { logs: more, held }).map(({ what }) => what);
          expect(found).to.deep.equal(["outcome of review 0"]);
        }
      });
    }

    it("agrees on forfeits of reviews, and finds one that is altered, made up, moved to another or repeated", async () => {
      const { protocol } = await load(enrolled);
      const { policies, registry, settlement, reviews: desk } = protocol.contracts;
      const reviewers = protocol.contributors.slice(10, 13);
      await stakeReviewers(protocol, reviewers);
      const task = await publishTask(
        protocol,
        { classes: 3n, items: BigInt(ITEMS) },
        { reviewerPlaces: 3, reviewerItems: 20, reviewerBps: 1_500 },
      );
      const [sheet] = crowd(3).sheets;
      const reviews = reviewers.map((reviewer) => reviewOf(task, reviewer, partOf(task, reviewer, sheet)));
      for (const review of reviews) await commitReview(task, review);
      await task.toReveal();
      await revealReview(task, reviews[0]);
      await task.toSettle();
      await task.settle();
      expect(await verify(task)).to.deep.equal([]);
      for (const hidden of reviewers.slice(1)) {
        await desk.connect(protocol.outsider).forfeit(task.taskId, hidden);
        expect(await verify(task)).to.deep.equal([]);
      }

      const addresses = [policies, registry, settlement, desk].map(({ target }) => target as string);
      const logs = await protocol.ethers.provider.getLogs({ address: addresses, fromBlock: 0 });
      const { revealHash } = await registry.taskOf(task.taskId);
      const held = { revealHash, resultHash: await settlement.resultHashOf(task.taskId) };
      const [shown, hidden] = reviewers.map(({ address }) => address.toLowerCase());
      const stake = 500n * 10n ** 18n;
      const found = (altered: readonly RawLog[]) => differencesOf(task, { logs: altered, held });
      const less = alter(task, logs, "ReviewForfeited", "slashed", () => stake - 1n);
      expect(found(less)).to.deep.equal([
        { what: `forfeit of ${hidden}`, announced: String(stake - 1n), computed: String(stake) },
      ]);
      const none = (reviewer: string) => [
        { what: `forfeit of ${reviewer}`, announced: String(stake), computed: "none" },
      ];
      for (const other of [shown, protocol.outsider.address.toLowerCase()]) {
        expect(found(alter(task, logs, "ReviewForfeited", "reviewer", () => other))).to.deep.equal(none(other));
      }
      const { topicHash } = desk.interface.getEvent("ReviewForfeited");
      const again = logs.find(({ topics }) => topics[0] === topicHash)!;
      expect(found([...logs, again])).to.deep.equal(none(hidden));
    });

    it("agrees on sheets with real proofs, a relayer's fee and one that was never revealed", async () => {
      const { protocol, enrolment, task, sheets } = await load(committed);
      const { relayer } = protocol;
      const choice = { answers: sheets[0].answers, relayer: relayer.address, fee: 10n ** 17n };
      const relayed = task.sheet(enrolment[3], choice);
      const signature = await task.signBond(relayed, enrolment[3].signer);
      await task.commit(relayed, { sender: relayer, signature });
      await task.toReveal();
      for (const sheet of [sheets[0], relayed, sheets[1]]) await task.reveal(sheet);
      await task.toSettle();
      await task.settle();
      expect(await verify(task)).to.deep.equal([]);
    });
  });

  describe("given one altered event", () => {
    const cases: [event: string, changed: string, change: (value: never) => unknown, found: string][] = [
      ["SheetRevealed", "answers", (value: string) => flip(value), "rolling hash"],
      ["SheetRevealed", "payout", () => `0x${"42".repeat(20)}`, "rolling hash"],
      ["SheetRevealed", "level", () => 7, "rolling hash"],
      ["SheetCommitted", "fee", () => 1n, "rolling hash"],
      ["GoldOpened", "gold", (value: string) => flip(value), "hash of the gold"],
      ["ModelOpened", "predictions", (value: string) => flip(value), "hash of the model's predictions"],
      ["TaskLabelled", "labels", (value: string) => flip(value), "label of item 0"],
      ["TaskLabelled", "confidences", (value: string) => flip(value), "confidence of item 0"],
      ["TaskSettled", "verdicts", (value: bigint[]) => [value[0] ^ 1n, ...value.slice(1)], "verdict of sheet 0"],
      ["TaskSettled", "payouts", (value: bigint[]) => [value[0] + 1n, ...value.slice(1)], "pay of sheet 0"],
      ["TaskSettled", "experience", (value: bigint) => value + 1n, "experience"],
      ["TaskSettled", "payoutRoot", (value: string) => flip(value), "payout root"],
      ["TaskSettled", "resultHash", (value: string) => flip(value), "result hash"],
    ] as never;
    for (const [event, argument, change, found] of cases) {
      it(`finds another ${argument} in ${event}`, async () => {
        const { task, logs, held } = await forge(load, 4);
        const altered = alter(task, logs, event, argument, change as (value: unknown) => unknown);
        expect(differencesOf(task, { logs: altered, held }).map(({ what }) => what)).to.include(found);
      });
    }

    it("finds a sheet that is missing, and one too many", async () => {
      const { task, logs, held } = await forge(load, 4);
      const { topicHash } = task.protocol.contracts.registry.interface.getEvent("SheetRevealed");
      const first = logs.findIndex(({ topics }) => topics[0] === topicHash);
      const missing = logs.filter((_, index) => index !== first);
      const twice = [...logs, logs[first]];
      for (const wrong of [missing, twice]) {
        const found = differencesOf(task, { logs: wrong, held }).map(({ what }) => what);
        expect(found).to.include.members(["rolling hash", "number of sheets", "payout root"]);
      }
    });

    it("refuses a task that is not settled", async () => {
      const { task } = await load(revealing);
      const error: unknown = await verify(task).catch((reason: unknown) => reason);
      expect(error)
        .to.be.instanceOf(LogsIncompleteError)
        .with.property("message")
        .that.matches(/lack TaskLabelled/);
    });
  });
});

/** The logs with one argument of the first such event changed. */
function alter(
  { protocol }: TaskLife,
  logs: readonly RawLog[],
  event: string,
  argument: string,
  change: (value: unknown) => unknown,
): RawLog[] {
  const { registry, settlement, reviews } = protocol.contracts;
  let done = false;
  return logs.map((log) => {
    const abi = ([registry, settlement, reviews].map((each) => each.interface) as Interface[]).find(
      (face) => face.getEvent(log.topics[0]) !== null,
    );
    const parsed: LogDescription | null = abi?.parseLog(log) ?? null;
    if (done || !abi || parsed?.name !== event) return log;
    done = true;
    const args = parsed.args.toObject();
    const values = parsed.fragment.inputs.map(({ name }) => {
      const value: unknown = Array.isArray(args[name]) ? [...args[name]] : args[name];
      return name === argument ? change(value) : value;
    });
    return abi.encodeEventLog(parsed.fragment, values);
  });
}

/** The same bytes with the lowest bit of the first byte turned. */
function flip(hex: string): string {
  const bytes = getBytes(hex);
  bytes[0] ^= 1;
  return hexlify(bytes);
}
