import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { expect } from "chai";

import { ByteInterner } from "../../scripts/dataset/ByteInterner.ts";
import { DatasetError } from "../../scripts/dataset/csvError.ts";
import { indexAnswers } from "../../scripts/dataset/indexAnswers.ts";
import { readAnswers } from "../../scripts/dataset/readAnswers.ts";
import { readTruth } from "../../scripts/dataset/readTruth.ts";

describe("reading answers", () => {
  let directory: string;
  before(() => (directory = mkdtempSync(join(tmpdir(), "answers-"))));
  after(() => rmSync(directory, { recursive: true }));

  function file(name: string, content: string | Uint8Array): string {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  }

  async function failure(promise: Promise<unknown>): Promise<string> {
    try {
      await promise;
    } catch (error) {
      expect(error).to.be.instanceOf(DatasetError);
      return (error as Error).message;
    }
    throw new Error("no error was thrown");
  }

  const rows = "extra,answer,worker,question\n1,yes,ann,q1\n2,no,bob,q1\n3,yes,ann,q2\n";

  it("takes columns in any order, plain or gzipped", async () => {
    for (const path of [file("a.csv", rows), file("a.csv.gz", gzipSync(rows))]) {
      const table = await readAnswers(path, { kind: "categorical" });
      expect(table.rows).to.equal(3);
      expect([0, 1].map((k) => table.classIds?.text(k))).to.deep.equal(["yes", "no"]);
      expect([0, 1].map((w) => table.workerIds.text(w))).to.deep.equal(["ann", "bob"]);
      const { index } = indexAnswers(table);
      expect([...index.starts]).to.deep.equal([0, 2, 3]);
      expect([...index.worker]).to.deep.equal([0, 1, 0]);
      expect([...index.value]).to.deep.equal([0, 1, 0]);
    }
  });

  it("names every bad row by its line", async () => {
    const path = file("bad.csv", "question,worker,answer\nq1,w1,a\nq1\n,w1,a\nq1,,a\nq1,w2,\nq1,w3,a,b\n");
    const message = await failure(readAnswers(path, { kind: "categorical" }));
    expect(message).to.contain("5 bad rows");
    for (const [line, reason] of Object.entries({
      3: "1 columns where the header has 3",
      4: "the question is empty",
      5: "the worker is empty",
      6: "the answer is empty",
      7: "4 columns where the header has 3",
    })) {
      expect(message).to.contain(`line ${line}: ${reason}`);
    }
  });

  it("shows twenty bad rows and counts the rest", async () => {
    const path = file("many.csv", `question,worker,answer\n${"q\n".repeat(50)}`);
    const message = await failure(readAnswers(path, { kind: "categorical" }));
    expect(message).to.contain("line 21:").and.to.contain("and 30 more").and.not.to.contain("line 22:");
  });

  it("reads decimal numbers and nothing else as numeric answers", async () => {
    const good = file(
      "n.csv",
      "question,worker,answer\nq,a,12\nq,b,-1.5\nq,c,1e3\nq,d, 7 \nq,e,12345678901234567890\n",
    );
    const { index } = indexAnswers(await readAnswers(good, { kind: "numeric" }));
    expect([...index.value]).to.deep.equal([12, -1.5, 1000, 7, 12345678901234567890]);
    const bad = file("m.csv", "question,worker,answer\nq,a,0x10\nq,b,Infinity\nq,c,1_000\nq,d,\nq,e,1e999\n");
    expect(await failure(readAnswers(bad, { kind: "numeric" }))).to.contain("5 bad rows");
  });

  it("counts repeated answers once and keeps contradicting ones", async () => {
    const path = file("d.csv", "question,worker,answer\nq,a,x\nr,a,x\nq,b,x\nq,a,x\nq,a,y\nr,a,x\n");
    const { index, repeated, contradicting } = indexAnswers(await readAnswers(path, { kind: "categorical" }));
    expect({ repeated, contradicting }).to.deep.equal({ repeated: 2, contradicting: 1 });
    expect([...index.starts]).to.deep.equal([0, 3, 4]);
    expect([...index.value]).to.deep.equal([0, 0, 1, 0]);
  });

  it("says what is wrong with a file as a whole", async () => {
    expect(await failure(readAnswers(join(directory, "none.csv"), { kind: "numeric" }))).to.contain("no such file");
    expect(await failure(readAnswers(directory, { kind: "numeric" }))).to.contain("no such file");
    const headless = file("h.csv", "q,w,a\n1,2,3\n");
    expect(await failure(readAnswers(headless, { kind: "numeric" }))).to.contain('no column "question"');
    const twice = file("t.csv", "question,worker,answer,answer\n");
    expect(await failure(readAnswers(twice, { kind: "numeric" }))).to.contain('two columns are named "answer"');
    const bare = file("b.csv", "question,worker,answer\n");
    expect(await failure(readAnswers(bare, { kind: "numeric" }))).to.contain("no answers");
    const broken = file("g.csv.gz", gzipSync(rows).subarray(0, 30));
    expect(await failure(readAnswers(broken, { kind: "categorical" }))).to.contain("not a whole gzip file");
  });

  it("reads truth for answered questions and refuses contradicting truths", async () => {
    const table = await readAnswers(file("a.csv", rows), { kind: "categorical" });
    const good = await readTruth(file("t1.csv", "truth,question\nno,q1\nmaybe,q2\nyes,q9\nno,q1\n"), table);
    expect([...good.values]).to.deep.equal([[0, 1], [1, -1]]); // prettier-ignore
    expect(good.unanswered).to.equal(1);
    const bad = file("t2.csv", "truth,question\nno,q1\nyes,q1\n");
    expect(await failure(readTruth(bad, table))).to.contain("line 3: a second, different truth for question q1");
  });

  it("numbers a hundred thousand ids and finds them again", () => {
    const ids = new ByteInterner();
    const bytes = (n: number) => new TextEncoder().encode(`id-${n * 7919}`);
    for (let n = 0; n < 100_000; n++) ids.intern(bytes(n), 0, bytes(n).length);
    for (let n = 0; n < 100_000; n += 997) {
      expect(ids.intern(bytes(n), 0, bytes(n).length)).to.equal(n);
      expect(ids.text(n)).to.equal(`id-${n * 7919}`);
    }
    expect(ids.find(bytes(100_000), 0, bytes(100_000).length)).to.equal(-1);
    expect(ids.size).to.equal(100_000);
  });
});
