import { expect } from "chai";

import { findCopies } from "../../scripts/scorer/campaign/findCopies.ts";
import { categoricalIndex, type Row } from "./support/indexOf.ts";
import { randomNumbers } from "./support/randomNumbers.ts";

// given a crowd of four classes, right 60% of the time
//   when nobody copies, it finds nobody
//   when two workers give the same answers, it finds those two
//   when two workers agree because everybody does, it finds nobody
describe("findCopies", () => {
  function crowd(seed: number, right = 0.6): Row[] {
    const random = randomNumbers(seed);
    const rows: Row[] = [];
    for (let item = 0; item < 60; item++)
      for (let worker = 0; worker < 10; worker++)
        rows.push([item, worker, random() < right ? item % 4 : Math.floor(random() * 4)]);
    return rows;
  }

  function copying(rows: Row[], copier: number, original: number): Row[] {
    const answers = new Map(rows.filter(([, worker]) => worker === original).map(([item, , value]) => [item, value]));
    return rows.map(([item, worker, value]) => [item, worker, worker === copier ? (answers.get(item) ?? 0) : value]);
  }

  it("finds nobody among independent workers", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const first = findCopies(categoricalIndex(crowd(seed)));
      expect([...first]).to.deep.equal([...first.keys()]);
    }
  });

  it("finds a copier and the copied, and nobody else", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const first = findCopies(categoricalIndex(copying(crowd(seed), 7, 2)));
      expect([...first]).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 2, 8, 9]);
    }
  });

  it("joins copies of copies to one group", () => {
    const first = findCopies(categoricalIndex(copying(copying(crowd(1), 7, 2), 9, 7)));
    expect([first[2], first[7], first[9]]).to.deep.equal([2, 2, 2]);
  });

  it("takes agreement for granted where everybody agrees", () => {
    const first = findCopies(categoricalIndex(crowd(1, 1)));
    expect([...first]).to.deep.equal([...first.keys()]);
  });
});
