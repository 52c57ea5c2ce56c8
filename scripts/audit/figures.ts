import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";

/** Largest deployed code, with a tenth of the chain's limit of 24,576 bytes to spare. */
const MOST_BYTES = 22_118;

/** What is measured of the sources and the build. */
export interface Figures {
  /** Lines of code without blank ones and comments, by folder. */
  readonly lines: Readonly<Record<string, number>>;
  /** Bytes of deployed code, largest first. */
  readonly sizes: readonly { readonly contract: string; readonly bytes: number }[];
  /** Contracts above the limit. */
  readonly tooLarge: readonly string[];
  readonly commit: string;
}

/** Counts lines and bytes; needs a build. */
export function figures(): Figures {
  const lines: Record<string, number> = {};
  for (const file of globSync(["contracts/**/*.sol", "circuits/*.circom"]).sort()) {
    const folder = file.split("/").slice(0, -1).join("/");
    const code = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => !/^\s*(\/\/.*|\/?\*.*)?$/.test(line));
    lines[folder] = (lines[folder] ?? 0) + code.length;
  }
  const sizes = globSync("artifacts/contracts/**/*.json")
    .map((file) => JSON.parse(readFileSync(file, "utf8")) as { contractName?: string; deployedBytecode?: string })
    .filter(({ contractName, deployedBytecode = "0x" }) => contractName !== undefined && deployedBytecode.length > 2)
    .map(({ contractName, deployedBytecode }) => ({
      contract: contractName!,
      bytes: (deployedBytecode!.length - 2) / 2,
    }))
    .sort((a, b) => b.bytes - a.bytes);
  return {
    lines,
    sizes,
    tooLarge: sizes.filter(({ bytes }) => bytes > MOST_BYTES).map(({ contract }) => contract),
    commit: execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).trim(),
  };
}
