import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { csvField } from "../../scripts/dataset/csvField.ts";
import { DatasetError } from "../../scripts/dataset/csvError.ts";
import { writeFiles } from "../../scripts/dataset/writeFiles.ts";

describe("writeFiles", () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "files-"))));
  afterEach(() => rmSync(directory, { recursive: true }));

  it("makes the directory and its files", () => {
    writeFiles(join(directory, "a", "b"), { "x.csv": ["1", "2"], "y.csv": [] });
    expect(readFileSync(join(directory, "a", "b", "x.csv"), "utf8")).to.equal("1\n2\n");
    expect(readdirSync(join(directory, "a"))).to.deep.equal(["b"]);
  });

  it("replaces files in a directory that is there and keeps the others", () => {
    writeFileSync(join(directory, "x.csv"), "old");
    writeFileSync(join(directory, "z.csv"), "kept");
    writeFiles(directory, { "x.csv": ["new"] });
    expect(readdirSync(directory).sort()).to.deep.equal(["x.csv", "z.csv"]);
    expect(readFileSync(join(directory, "x.csv"), "utf8")).to.equal("new\n");
  });

  it("leaves nothing behind when a line cannot be made", () => {
    function* lines() {
      for (let n = 0; n < 20_000; n++) yield "line";
      throw new RangeError("no more");
    }
    const target = join(directory, "out");
    expect(() => writeFiles(target, { "x.csv": ["1"], "y.csv": lines() })).to.throw(RangeError);
    expect(existsSync(target)).to.equal(false);
    expect(readdirSync(directory)).to.deep.equal([]);
  });

  it("says so when it cannot write", () => {
    writeFileSync(join(directory, "file"), "");
    expect(() => writeFiles(join(directory, "file", "out"), { x: [] })).to.throw(DatasetError, "cannot write here");
  });

  it("quotes fields that need it", () => {
    expect(["a", 'a"b', "a,b", "a\nb"].map(csvField)).to.deep.equal(["a", '"a""b"', '"a,b"', '"a\nb"']);
  });
});
