import { globSync, readFileSync } from "node:fs";

import { findForbidden } from "./analysis/findForbidden.ts";
import { findLateWrites } from "./analysis/findLateWrites.ts";
import { readSyntax } from "./analysis/readSyntax.ts";

/** Findings that are right and harmless, by rule, with the reason. */
const ACCEPTED: Readonly<Record<string, string>> = {
  "late write by Settlement.claimBatch":
    "each claim reads its task anew and sets its bit before its own transfer, whatever the transfers before it did",
};

const files = globSync("contracts/**/*.sol").sort();
const syntax = readSyntax(Object.fromEntries(files.map((file) => [file, readFileSync(file, "utf8")])));
const found = [...findForbidden(syntax, files), ...findLateWrites(syntax, files)];
const open = found.filter(({ rule }) => !(rule in ACCEPTED));
const needless = Object.keys(ACCEPTED).filter((rule) => found.every((finding) => finding.rule !== rule));
for (const { file, line, message } of open) console.error(`${file}:${line}  ${message}`);
for (const rule of needless) console.error(`scripts/audit/analyse.ts accepts "${rule}", which is not found any more`);
console.log(`${files.length} files: ${open.length} findings, ${found.length - open.length} accepted`);
process.exitCode = open.length + needless.length === 0 ? 0 : 1;
