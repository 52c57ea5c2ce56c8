import { readFileSync } from "node:fs";

/** What a page tells its readers to type and to write. */
export interface Runbook {
  /** Commands, in order: every line of its shell blocks, and what the text says in passing. */
  readonly commands: readonly string[];
  /** Its JSON blocks. */
  readonly files: readonly string[];
}

const FENCED = /```(\w*)\n([\s\S]*?)```/g;
const INDENTED = /^(?: {4}|\t)\S.*$/gm;
const IN_PASSING = /`((?:npm|npx|node|bash|git|anvil|hardhat) [^`]+)`/g;

/** Reads the commands of a page in Markdown. */
export function readRunbook(file: string): Runbook {
  const text = readFileSync(file, "utf8");
  const blocks = [...text.matchAll(FENCED)].map(([, language, body]) => ({ language, body }));
  const shell = blocks.filter(({ language }) => language !== "json");
  const lines = shell.flatMap(({ body }) => body.split("\n")).filter((line) => line.trim() !== "");
  const prose = text.replace(FENCED, "");
  const indented = [...prose.matchAll(INDENTED)].map(([line]) => line.trim());
  const passing = [...prose.matchAll(IN_PASSING)].map(([, command]) => command);
  return {
    commands: [...new Set([...lines, ...indented, ...passing])],
    files: blocks.filter(({ language }) => language === "json").map(({ body }) => body),
  };
}
