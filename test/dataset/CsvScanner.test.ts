import { expect } from "chai";

import { CsvScanner } from "../../scripts/dataset/CsvScanner.ts";
import { DatasetError } from "../../scripts/dataset/csvError.ts";

// given a file, cut into chunks anywhere
//   it hands over the same fields and line numbers
//   it tells what is wrong with a row
describe("CsvScanner", () => {
  interface Read {
    names: string[];
    rows: { line: number; fields: string[]; problem: string | undefined }[];
  }

  function read(text: string, ...cuts: number[]): Read {
    const result: Read = { names: [], rows: [] };
    const decoder = new TextDecoder();
    const scanner = new CsvScanner((names) => {
      result.names = names;
      return ({ bytes, starts, ends, fields, line, problem }) => {
        const texts = Array.from({ length: fields }, (_, i) => decoder.decode(bytes.subarray(starts[i], ends[i])));
        result.rows.push({ line, fields: texts, problem });
      };
    });
    const bytes = new TextEncoder().encode(text);
    const edges = [0, ...cuts, bytes.length];
    for (let i = 1; i < edges.length; i++) scanner.push(bytes.slice(edges[i - 1], edges[i]));
    scanner.end();
    return result;
  }

  const text = '\uFEFFQuestion, worker ,answer\r\nq1,w1,a\n\n"q ""2"", x","w\n2",ü\r\nq3,,"",\n"last",w,"""quoted"""';
  const expected: Read = {
    names: ["question", "worker", "answer"],
    rows: [
      { line: 2, fields: ["q1", "w1", "a"], problem: undefined },
      { line: 4, fields: ['q "2", x', "w\n2", "ü"], problem: undefined },
      { line: 6, fields: ["q3", "", "", ""], problem: undefined },
      { line: 7, fields: ["last", "w", '"quoted"'], problem: undefined },
    ],
  };

  it("reads quotes, line ends of both kinds, empty lines and a byte order mark", () => {
    expect(read(text)).to.deep.equal(expected);
  });

  it("reads the same wherever the chunks are cut", () => {
    const { length } = new TextEncoder().encode(text);
    for (let first = 0; first <= length; first++) {
      expect(read(text, first)).to.deep.equal(expected);
      for (let second = first; second <= length; second += 5) expect(read(text, first, second)).to.deep.equal(expected);
    }
  });

  it("tells of text after a closing quote and of a quote never closed", () => {
    const { rows } = read('a,b\n"x"y,z\n1,2\n3,"4\n5,6');
    expect(rows.map(({ line, problem }) => [line, problem])).to.deep.equal([
      [2, "there is text after a closing quote"],
      [3, undefined],
      [4, "a quote is opened and never closed"],
    ]);
  });

  it("refuses an empty file", () => {
    expect(() => read("")).to.throw(DatasetError, "the file is empty");
  });
});
