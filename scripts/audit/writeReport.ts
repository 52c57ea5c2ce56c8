import { mkdirSync, writeFileSync } from "node:fs";

import type { Figures } from "./figures.ts";
import type { Step } from "./runStep.ts";

const FOLDER = "out/audit";

/** Writes `out/audit/report.md` for people and `report.json` for machines. */
export function writeReport(steps: readonly Step[], figures: Figures | undefined): void {
  const rows = steps.map(({ name, command, passed, seconds, tail }) => [
    ...[name, `\`${command}\``, passed ? "pass" : "**fail**", String(seconds), tail.at(-1)?.trim() ?? ""],
  ]);
  const failed = steps.filter(({ passed }) => !passed);
  const parts = [
    `# Audit report\n\n${figures ? `Commit ${figures.commit}. ` : ""}${steps.length - failed.length} of ${steps.length} steps passed.`,
    table(["step", "command", "result", "seconds", "last line"], rows),
    ...failed.map(({ name, tail }) => `## ${name}\n\n\`\`\`\n${tail.join("\n")}\n\`\`\``),
  ];
  if (figures) {
    const lines = Object.entries(figures.lines).map(([folder, count]) => [folder, String(count)]);
    const sizes = figures.sizes.slice(0, 15).map(({ contract, bytes }) => [contract, String(bytes)]);
    parts.push(`## Lines of code\n\n${table(["folder", "lines"], lines)}`);
    parts.push(`## Largest deployed contracts\n\n${table(["contract", "bytes"], sizes)}`);
  }
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/report.md`, `${parts.join("\n\n")}\n`);
  writeFileSync(`${FOLDER}/report.json`, `${JSON.stringify({ steps, figures }, null, 2)}\n`);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
