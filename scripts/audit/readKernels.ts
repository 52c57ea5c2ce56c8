import { readFileSync } from "node:fs";

/** One contract of `proofs/Kernels.sol` with all that it needs. */
export interface Kernel {
  readonly contract: string;
  readonly source: string;
}

const FILE = new URL("proofs/Kernels.sol", import.meta.url);

/** The kernels, each with a source of its own: the solver looks at everything that it is given. */
export function readKernels(): Kernel[] {
  const [head, ...parts] = readFileSync(FILE, "utf8").split(/^(?=\/\/\/ @dev )/m);
  return parts.map((part) => ({ contract: /^contract (\w+)/m.exec(part)![1], source: head + part }));
}
