import solc from "solc";

import type { Kernel } from "./readKernels.ts";

/** What the solver says about one contract. */
export interface Proof {
  readonly contract: string;
  /** Assertions, overflows, underflows and divisions that were proved safe. */
  readonly proved: number;
  /** The solver's words about everything else. */
  readonly open: readonly string[];
}

/**
 * Proves an arithmetic kernel with solc's SMTChecker: constrained Horn clauses, solved by the Z3 inside of the npm
 * package `solc`. A time limit would start a thread, which WebAssembly lacks; Z3's own resource limit ends every query.
 */
export function prove({ contract, source }: Kernel): Proof {
  const modelChecker = {
    contracts: { "Kernel.sol": [contract] },
    engine: "chc",
    solvers: ["z3"],
    targets: ["assert", "underflow", "overflow", "divByZero"],
    showProvedSafe: true,
    showUnproved: true,
  };
  const input = {
    language: "Solidity",
    sources: { "Kernel.sol": { content: source } },
    settings: { modelChecker, outputSelection: { "*": { "*": [] } } },
  };
  const { errors = [] } = JSON.parse(solc.compile(JSON.stringify(input))) as { errors?: { message: string }[] };
  const messages = errors.map(({ message }) => message);
  const safe = messages.filter((message) => message.includes("check is safe"));
  return { contract, proved: safe.length, open: messages.filter((message) => !safe.includes(message)) };
}
