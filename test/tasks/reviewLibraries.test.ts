/**
 * the libraries of reviews
 * ├─ Subsets
 * │  ├─ gives the same items as the client's code, for any number of items
 * │  ├─ never gives an item twice
 * │  ├─ gives each item as often as any other
 * │  ├─ takes a sheet with answers to its items and to no other, of classes and of numbers
 * │  └─ sees every bit of an answer that is not the reviewer's
 * └─ Disagreements
 *    └─ counts as the client's code does, with gold and without
 */
import { expect } from "chai";
import fc from "fast-check";
import { getBytes, hexlify, id, solidityPacked } from "ethers";

import { predictReviews } from "../../scripts/protocol/predictReviews.ts";
import type { TaskRecord } from "../../scripts/protocol/readTask.ts";
import { reviewerSubset } from "../../scripts/protocol/reviewerSubset.ts";
import { startChain } from "../support/startChain.ts";

const REGISTRY = "0x00000000000000000000000000000000000000aa";
const CHAIN = 31337n;
const SPEC = id("spec");
const PLACE = { chainId: CHAIN, registry: REGISTRY, specHash: SPEC };
const SKIPPED = -(2 ** 31);

const address = fc
  .bigInt({ min: 0n, max: 2n ** 160n - 1n })
  .map((value) => `0x${value.toString(16).padStart(40, "0")}`);

function encode(answers: readonly number[], numeric: boolean): string {
  if (!numeric) return hexlify(Uint8Array.from(answers));
  return solidityPacked(
    answers.map(() => "int32"),
    [...answers],
  );
}

describe("the libraries of reviews", () => {
  async function world() {
    const { ethers } = await startChain();
    return ethers.deployContract("ReviewLibraries");
  }
  let libraries: Awaited<ReturnType<typeof world>>;

  before(async () => {
    libraries = await world();
  });

  describe("Subsets", () => {
    it("gives the items that the client computes, each once", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 65_535 }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.bigInt({ min: 1n, max: 2n ** 40n }),
          address,
          fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => hexlify(bytes)),
          async (items, part, taskId, reviewer, specHash) => {
            const count = Math.min(300, Math.max(1, Math.floor(part * items)));
            const seed = await libraries.seedOf(REGISTRY, taskId, specHash, reviewer);
            const [first, step] = (await libraries.progressionOf(seed, items)).map(Number);
            const chain = Array.from({ length: count }, (_, j) => (first + j * step) % items);
            const client = reviewerSubset({ ...PLACE, taskId, specHash }, reviewer, items, count);
            expect(client).to.deep.equal(chain.sort((a, b) => a - b));
            expect(new Set(client).size).to.equal(count);
          },
        ),
        { numRuns: 200 },
      );
    });

    it("covers a task of any size when every item is asked for", () => {
      for (let items = 1; items <= 120; items++) {
        const subset = reviewerSubset({ ...PLACE, taskId: 1n }, REGISTRY, items, items);
        expect(subset).to.deep.equal(Array.from({ length: items }, (_, item) => item));
      }
    });

    it("gives each item, and each two items, about as often as any others", () => {
      const [items, count, reviewers] = [30, 6, 6_000];
      const hits = new Float64Array(items);
      const pairs = new Float64Array(items);
      for (let n = 0; n < reviewers; n++) {
        const reviewer = `0x${n.toString(16).padStart(40, "0")}`;
        const subset = reviewerSubset({ ...PLACE, taskId: 9n }, reviewer, items, count);
        for (const item of subset) hits[item]++;
        if (subset.includes(0)) for (const item of subset) pairs[item]++;
      }
      const expected = (reviewers * count) / items;
      // Five standard deviations of a binomial count.
      const tolerance = 5 * Math.sqrt(expected * (1 - count / items));
      for (const hit of hits) expect(Math.abs(hit - expected)).to.be.lessThan(tolerance);
      for (const pair of pairs.subarray(1)) expect(pair).to.be.lessThan(expected);
    });

    it("takes sheets with answers to those items only", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 150 }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          address,
          fc.boolean(),
          fc.nat(),
          async (items, part, reviewer, numeric, pick) => {
            const count = Math.max(1, Math.floor(part * items));
            const place = { ...PLACE, taskId: 3n };
            const subset = new Set(reviewerSubset(place, reviewer, items, count));
            const seed = await libraries.seedOf(REGISTRY, 3n, SPEC, reviewer);
            const blank = numeric ? SKIPPED : 0;
            const width = numeric ? 4 : 1;
            const own = Array.from({ length: items }, (_, item) => (subset.has(item) ? item - 7 : blank));
            const sheet = encode(numeric ? own : own.map((x) => x & 0xff), numeric);
            expect(await libraries.holds(seed, items, count, width, sheet)).to.equal(true);
            const others = Array.from({ length: items }, (_, item) => item).filter((item) => !subset.has(item));
            if (others.length === 0) return;
            const bytes = getBytes(sheet);
            bytes[width * others[pick % others.length] + (pick % width)] ^= 1 + (pick % 255);
            expect(await libraries.holds(seed, items, count, width, bytes)).to.equal(false);
          },
        ),
        { numRuns: 150 },
      );
    });
  });

  describe("Subsets.holds", () => {
    for (const [numeric, items] of [
      [false, 31],
      [false, 32],
      [false, 33],
      [true, 7],
      [true, 8],
      [true, 9],
    ] as const) {
      it(`sees every bit of ${items} ${numeric ? "numbers" : "classes"} that are not the reviewer's`, async () => {
        const width = numeric ? 4 : 1;
        const subset = new Set(reviewerSubset({ ...PLACE, taskId: 3n }, REGISTRY, items, 3));
        const seed = await libraries.seedOf(REGISTRY, 3n, SPEC, REGISTRY);
        const blank = getBytes(encode(new Array<number>(items).fill(numeric ? SKIPPED : 0), numeric));
        expect(await libraries.holds(seed, items, 3, width, blank)).to.equal(true);
        for (const byte of blank.keys()) {
          const inside = subset.has(Math.floor(byte / width));
          for (const bit of [1, 128]) {
            const sheet = blank.with(byte, blank[byte] ^ bit);
            expect(await libraries.holds(seed, items, 3, width, sheet)).to.equal(inside);
          }
        }
      });
    }
  });

  describe("Disagreements", () => {
    const cell = (numeric: boolean) =>
      numeric
        ? fc.oneof(fc.constant(SKIPPED), fc.integer({ min: -6, max: 6 }), fc.constant(2 ** 31 - 1))
        : fc.integer({ min: 0, max: 4 });

    it("counts what gold and other reviewers contradict", async () => {
      const matrices = fc
        .record({ numeric: fc.boolean(), items: fc.integer({ min: 1, max: 12 }), rows: fc.integer({ min: 1, max: 7 }) })
        .chain(({ numeric, items, rows }) => {
          const row = fc.array(cell(numeric), { minLength: items, maxLength: items });
          return fc.record({
            numeric: fc.constant(numeric),
            items: fc.constant(items),
            sheets: fc.array(fc.record({ role: fc.integer({ min: 0, max: 1 }), answers: row }), {
              minLength: rows,
              maxLength: rows,
            }),
            gold: fc.option(row, { nil: undefined }),
            tolerance: numeric ? fc.integer({ min: 0, max: 3 }) : fc.constant(0),
          });
        });
      let [checks, errors] = [0, 0];
      await fc.assert(
        fc.asyncProperty(matrices, async ({ numeric, items, sheets, gold, tolerance }) => {
          const rows = sheets.map(({ role, answers }, index) => ({
            role,
            nullifier: BigInt(index),
            answers: encode(answers, numeric),
          }));
          const record = {
            task: { items, classes: numeric ? 0 : 3, reviewerStake: 1 },
            spec: { minimum: numeric ? -5 : 0, maximum: numeric ? 5 : 0, reviewerTolerance: tolerance },
            sheets: rows,
            gold: { row: gold === undefined ? "0x" : encode(gold, numeric) },
          } as unknown as TaskRecord;
          const expected = predictReviews(record);
          const matrix = {
            items,
            width: numeric ? 4 : 1,
            minimum: numeric ? -5 : 1,
            maximum: numeric ? 5 : 3,
            tolerance,
            reviewers: rows.flatMap(({ role }, index) => (role === 1 ? [index] : [])),
          };
          const answers = `0x${rows.map((row) => row.answers.slice(2)).join("")}`;
          const { checked, wrong } = await libraries.disagreements(matrix, answers, record.gold.row);
          expect(checked).to.deep.equal(expected.map((each) => BigInt(each.checked)));
          expect(wrong).to.deep.equal(expected.map((each) => BigInt(each.wrong)));
          for (const each of expected) {
            expect(each.wrong).to.be.lessThanOrEqual(each.checked);
            [checks, errors] = [checks + each.checked, errors + each.wrong];
          }
        }),
        { numRuns: 300 },
      );
      expect(checks).to.be.greaterThan(errors);
      expect(errors).to.be.greaterThan(100);
    });
  });
});
