import solc from "solc";

import type { SyntaxNode } from "./SyntaxNode.ts";

/** solc's standard input. */
export interface Input {
  readonly sources: Record<string, { readonly content: string }>;
  readonly settings: { readonly remappings: readonly string[]; readonly outputSelection: object };
}

/** Where solc found an error, in bytes. */
export interface CompileError {
  readonly message: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

interface Output {
  readonly errors?: readonly {
    readonly severity: string;
    readonly formattedMessage: string;
    readonly sourceLocation?: { readonly file: string; readonly start: number; readonly end: number };
  }[];
  readonly sources: Record<string, { readonly ast: SyntaxNode }>;
}

/** Checks sources without generating code: their errors, and where there are none their syntax trees, with types. */
export function analyse(input: Input): { errors: CompileError[]; trees: Map<string, SyntaxNode> } {
  const settings = { ...input.settings, outputSelection: { "*": { "": ["ast"] } } };
  const output = JSON.parse(solc.compile(JSON.stringify({ ...input, settings }))) as Output;
  const errors = (output.errors ?? [])
    .filter(({ severity }) => severity === "error")
    .map(({ formattedMessage, sourceLocation }) => ({
      message: formattedMessage,
      ...(sourceLocation ?? { file: "", start: 0, end: 0 }),
    }));
  return { errors, trees: new Map(Object.entries(output.sources ?? {}).map(([file, { ast }]) => [file, ast])) };
}
