/**
 * answer sheets of a client
 * ├─ given answers that fit the task
 * │  └─ it encodes one byte per class and four per number
 * ├─ given an answer that does not fit
 * │  └─ it names the item
 * └─ given a prepared sheet
 *    ├─ it gives back what it stored, to its owner alone
 *    ├─ its salt is not that of a review by the same person
 *    └─ when another sheet of the contributor is stored already
 *       └─ it refuses and keeps the first one
 */
import { expect } from "chai";
import { ZeroHash } from "ethers";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { commitmentOf } from "../../scripts/protocol/commitmentOf.ts";
import { encodeAnswers } from "../../scripts/protocol/encodeAnswers.ts";
import { listSheets } from "../../scripts/protocol/listSheets.ts";
import { phaseAt } from "../../scripts/protocol/phaseAt.ts";
import { prepareReview } from "../../scripts/protocol/prepareReview.ts";
import { prepareSheet } from "../../scripts/protocol/prepareSheet.ts";
import { reviewSaltOf } from "../../scripts/protocol/reviewSaltOf.ts";
import { saveSheet } from "../../scripts/protocol/saveSheet.ts";
import { scopeOf } from "../../scripts/protocol/scopeOf.ts";
import type { StoredTask } from "../../scripts/protocol/StoredTask.ts";

const address = (digit: number) => `0x${String(digit).repeat(40)}`;
const place = { chainId: 1n, registry: address(1), taskId: 7n };
const task: StoredTask = {
  requester: address(2),
  commitDeadline: 100,
  classes: 3,
  items: 4,
  quota: 3,
  policy: 1,
  token: address(3),
  revealStart: 110,
  revealDuration: 50,
  rowBytes: 4,
  minLevel: 1,
  pool: 30n,
  bond: 2n,
  skills: 0n,
  relayerFees: 0n,
  commits: 2,
  field: 0,
  goldPending: false,
  modelPending: false,
  ending: 0,
  specHash: ZeroHash,
  revealHash: 0n,
  reveals: 1,
  reviewerItems: 0,
  publishedAt: 0,
  reviewerStake: 0,
  reviewerPlaces: 0,
  reviews: 0,
  reviewReveals: 0,
};

describe("answer sheets of a client", function () {
  const classes = { items: 4, classes: 3, minimum: 0, maximum: 0 };
  const numbers = { items: 2, classes: 0, minimum: -5, maximum: 300 };

  it("encodes classes and numbers", function () {
    expect(encodeAnswers([1, undefined, 3, 2], classes)).to.equal("0x01000302");
    expect(encodeAnswers([-2, 300], numbers)).to.equal("0xfffffffe0000012c");
    expect(encodeAnswers([undefined, 0], numbers)).to.equal("0x8000000000000000");
  });

  it("names the item whose answer does not fit", function () {
    expect(() => encodeAnswers([1, 2, 4, 1], classes)).to.throw(
      "Item 3 has answer 4: give a whole number from 1 to 3.",
    );
    expect(() => encodeAnswers([1, 301], numbers)).to.throw("Item 2 has answer 301");
    expect(() => encodeAnswers([1], classes)).to.throw("1 answers: the task has 4 items.");
  });

  it("stores a sheet once, for its owner alone", async function () {
    const folder = await mkdtemp(join(tmpdir(), "alaya-"));
    try {
      const plan = { place, task, secret: 5n, answers: "0x01020301", payout: address(4) };
      const sheet = prepareSheet(plan);
      const path = await saveSheet(folder, sheet);
      expect(await saveSheet(folder, sheet)).to.equal(path);
      expect(await listSheets(folder, place)).to.deep.equal([sheet]);
      expect((await stat(path)).mode & 0o777).to.equal(0o600);

      const other = prepareSheet({ ...plan, answers: "0x03020301" });
      const error = await saveSheet(folder, other).catch((reason) => reason);
      expect(error.message).to.match(/holds another sheet for this task/);
      expect(await listSheets(folder, place)).to.deep.equal([sheet]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("refuses a sheet that could never be revealed, and a fee that the bond cannot pay", function () {
    const plan = { place, task, secret: 5n, answers: "0x010203", payout: address(4) };
    expect(() => prepareSheet(plan)).to.throw("The sheet has 3 bytes: this task's have 4, for 4 items.");
    const paid = { ...plan, answers: "0x01020301", relayer: address(5) };
    expect(() => prepareSheet({ ...paid, fee: 3n })).to.throw("The relayer's fee is 3: at most 2 can be taken");
  });

  it("gives a review and a sheet of one person salts that do not link them", function () {
    const reviewed = { ...task, reviewerPlaces: 2, reviewerItems: 4 };
    const plan = { place, secret: 5n, answers: "0x01020301", payout: address(4) };
    const sheet = prepareSheet({ ...plan, task: reviewed });
    const reviews = [6, 7].map((digit) => prepareReview({ ...plan, task: reviewed, reviewer: address(digit) }));
    const salts = [sheet, ...reviews].map(({ opening }) => opening.salt);
    expect(new Set(salts).size).to.equal(3);
    expect(salts[1]).to.equal(reviewSaltOf(5n, scopeOf(place), address(6)));
    const [{ commit, opening }] = reviews;
    expect(commit.commitment).to.equal(commitmentOf({ ...place, ...opening }));
    const other = prepareReview({ ...plan, task: reviewed, reviewer: address(6), place: { ...place, taskId: 8n } });
    expect(salts).not.to.include(other.opening.salt);
  });

  it("derives the phase at every boundary", function () {
    const times = [99, 100, 109, 110, 159, 160];
    const phases = ["commit", "open", "open", "reveal", "reveal", "settle"];
    expect(times.map((tau) => phaseAt(task, tau))).to.deep.equal(phases);
    expect(phaseAt({ ...task, reveals: 2 }, 110)).to.equal("settle");
    expect(phaseAt({ ...task, ending: 1 }, 99)).to.equal("settled");
    expect(phaseAt({ ...task, ending: 2 }, 99)).to.equal("cancelled");
    expect(phaseAt({ ...task, requester: `0x${"0".repeat(40)}` }, 99)).to.equal("none");
  });
});
