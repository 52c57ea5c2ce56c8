import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { expectNear } from "../support/expectNear.ts";

// given the score command
//   when all is well, it reports in words, as one JSON object, and in files
//   when anything is wrong, it says what to do, exits with 1 and writes nothing
describe("score command", function () {
  this.timeout(20_000);
  let directory: string;
  before(() => (directory = mkdtempSync(join(tmpdir(), "score-"))));
  after(() => rmSync(directory, { recursive: true }));

  const script = "scripts/scorer/cli/score.ts";
  const bluebird = ["data/bluebird/answers.csv", "--truth", "data/bluebird/truth.csv"];

  function file(name: string, content: string): string {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  }

  function json(...args: string[]): Record<string, unknown> {
    return JSON.parse(execFileSync(process.execPath, [script, ...args, "--json"], { encoding: "utf8" })) as Record<
      string,
      unknown
    >;
  }

  function expectFailure(message: string, ...args: string[]): void {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
    expect(stderr).to.contain(message).and.not.to.contain("    at ");
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
  }

  it("prints one JSON object and writes labels, workers and report", () => {
    const out = join(directory, "out");
    const report = json(...bluebird, "--out", out);
    expect(report).to.include({
      kind: "categorical",
      mode: "campaign",
      labels: 4212,
      items: 108,
      workers: 39,
      known: 108,
    });
    expect(report.accuracy).to.be.within(0.9, 1);
    expect(report.seconds).to.be.within(0, 60);
    expectNear(report.alpha as number, 0.126, 0.001);
    expect(readdirSync(out).sort()).to.deep.equal(["labels.csv", "report.json", "workers.csv"]);
    const labels = readFileSync(join(out, "labels.csv"), "utf8").trim().split("\n");
    expect(labels).to.have.length(109);
    expect(labels[0]).to.equal("question,label,confidence");
    expect(labels[1]).to.match(/^0,[01],[01]\.\d{6}$/);
    expect(readFileSync(join(out, "workers.csv"), "utf8").trim().split("\n")).to.have.length(40);
    expect(JSON.parse(readFileSync(join(out, "report.json"), "utf8"))).to.deep.equal(report);
  });

  it("reports in words", () => {
    const text = execFileSync(process.execPath, [script, ...bluebird], { encoding: "utf8" });
    expect(text).to.match(/^labels +4212 by 39 workers to 108 questions$/m);
    expect(text).to.match(/^accuracy +9\d\.\d\d% of 108 known labels$/m);
    expect(text).to.match(/^Krippendorff alpha +0\.126$/m);
    expect(text).to.match(/^labels per second +\d+$/m);
  });

  it("scores as the referee does", () => {
    const report = json(...bluebird, "--mode", "referee");
    expect(report.mode).to.equal("referee");
    expect(report.accuracy).to.be.at.least(0.85);
  });

  it("fixes the labels of gold in both modes", () => {
    const answers = "question,worker,answer\n" + ["a", "b", "c"].map((w) => `q1,${w},no\nq2,${w},yes\n`).join("");
    const [data, gold] = [file("unanimous.csv", answers), file("gold.csv", "question,truth\nq1,yes\n")];
    for (const mode of ["campaign", "referee"]) {
      expect(json(data, "--truth", gold, "--mode", mode).accuracy).to.equal(0);
      expect(json(data, "--truth", gold, "--gold", gold, "--mode", mode).accuracy).to.equal(1);
    }
    const numbers = file("ten.csv", "question,worker,answer\nq1,a,10\n");
    expectFailure("--gold is for categorical answers", numbers, "--kind", "numeric", "--gold", gold);
  });

  it("scores numbers in both modes", () => {
    const answers = ["question,worker,answer", "a,x,1.5", "a,y,2.5", "a,z,2", "b,x,10", "b,y,9", "b,z,1e17"];
    const path = file("numbers.csv", answers.join("\n"));
    const truth = file("numbers-truth.csv", "question,truth\na,2\nb,9.5\n");
    for (const mode of ["campaign", "referee"]) {
      const report = json(path, "--truth", truth, "--kind", "numeric", "--mode", mode);
      expect(report.mae, mode).to.be.within(0, 4);
      expect(report).to.have.property("rmse");
    }
  });

  it("refuses bad rows by line and writes nothing", () => {
    const path = file("bad.csv", 'question,worker,answer\nq1,w1,a\nq1,w2\nq2,w1,"b\n');
    const out = join(directory, "never");
    expectFailure("line 3: 2 columns where the header has 3\n  line 4: a quote is opened", path, "--out", out);
    expect(existsSync(out)).to.equal(false);
  });

  it("refuses options it does not know and says how to call it", () => {
    expectFailure("usage: npm run score", ...bluebird, "--fast");
    expectFailure("--kind must be categorical or numeric", ...bluebird, "--kind", "text");
    expectFailure("give one file of answers, not 0");
    expectFailure("no such file", join(directory, "none.csv"));
  });
});
