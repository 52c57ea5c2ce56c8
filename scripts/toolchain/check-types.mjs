/**
 * Fails when typechain-types is not what a build generates. The order of lines in its index files follows the order in
 * which the compiler's jobs end, so files are compared by their sorted lines.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const git = (...args) => execFileSync("git", args, { encoding: "utf8", maxBuffer: 1 << 28 });
const sorted = (text) => text.split("\n").sort().join("\n");

const stale = git("status", "--porcelain", "--untracked-files=all", "--", "typechain-types")
  .split("\n")
  .filter((line) => line !== "")
  .filter((line) => {
    const [state, path] = [line.slice(0, 2), line.slice(3)];
    return state !== " M" || sorted(git("show", `HEAD:${path}`)) !== sorted(readFileSync(path, "utf8"));
  });
if (stale.length > 0) {
  console.error(`typechain-types is stale: run \`npm run build\` and commit it.\n${stale.join("\n")}`);
  process.exit(1);
}
