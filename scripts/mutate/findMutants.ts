import { readFileSync } from "node:fs";

import solc from "solc";

import { type Mutant, NOTHING } from "./Mutant.ts";
import { spanOf, type SyntaxNode } from "./SyntaxNode.ts";

/** What each operator is exchanged for. */
const EXCHANGES: Record<string, string> = {
  ...{ "+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "<<": ">>", ">>": "<<", "&": "|", "|": "&", "^": "&" },
  ...{ "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&" },
};

/** The same in assembly. */
const YUL_EXCHANGES: Record<string, string> = {
  ...{ add: "sub", sub: "add", mul: "div", div: "mul", mod: "mul", shl: "shr", shr: "shl", and: "or", or: "and" },
  ...{ xor: "and", lt: "gt", gt: "lt", slt: "sgt", sgt: "slt", eq: "xor" },
};

/**
 * Lists every mutant of a contract: operators exchanged, numbers raised by one, and statements (checks, assignments and
 * calls) left out, in Solidity and in assembly. Found in solc's syntax tree.
 *
 * @param file path from the repository's root
 */
export function findMutants(file: string): Mutant[] {
  const bytes = readFileSync(file);
  const settings = { stopAfter: "parsing", outputSelection: { "*": { "": ["ast"] } } };
  const input = { language: "Solidity", sources: { [file]: { content: bytes.toString() } }, settings };
  const output = JSON.parse(solc.compile(JSON.stringify(input))) as { sources: Record<string, { ast: SyntaxNode }> };
  const mutants: Mutant[] = [];

  const add = (start: number, length: number, replacement: string) => {
    const original = bytes.toString("utf8", start, start + length);
    const line = bytes.toString("utf8", 0, start).split("\n").length;
    if (original !== replacement) mutants.push({ file, line, start, length, original, replacement });
  };

  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== "object" || value === null) return;
    const node = value as SyntaxNode;
    if (node.nodeType === "ImportDirective" || node.nodeType === "ErrorDefinition") return;
    if (node.nodeType === "StructDefinition") return;
    if (node.nodeType) (node.nodeType.startsWith("Yul") ? mutateYul : mutate)(node);
    Object.values(node).forEach(visit);
  };

  const mutate = (node: SyntaxNode): void => {
    const [start, end] = spanOf(node);
    if (node.nodeType === "BinaryOperation" && node.operator && EXCHANGES[node.operator]) {
      const from = bytes.indexOf(node.operator, spanOf(node.leftExpression!)[1]);
      if (from < spanOf(node.rightExpression!)[0]) add(from, node.operator.length, EXCHANGES[node.operator]);
    }
    if (node.nodeType === "Literal" && node.kind === "number" && /^\d+$/.test(node.value ?? ""))
      add(start, end - start, `${BigInt(node.value!) + 1n} ${node.subdenomination ?? ""}`.trim());
    const ended = bytes.toString("utf8", end, end + 1) === ";";
    if (node.nodeType === "ExpressionStatement" && ended) add(start, end + 1 - start, NOTHING);
  };

  const mutateYul = (node: SyntaxNode): void => {
    const [start, end] = spanOf(node);
    const name = node.functionName?.name ?? "";
    if (node.nodeType === "YulFunctionCall" && name in YUL_EXCHANGES) add(start, name.length, YUL_EXCHANGES[name]);
    if (node.nodeType === "YulLiteral" && node.kind === "number")
      add(start, end - start, String(BigInt(node.value!) + 1n));
    if (node.nodeType === "YulAssignment" || node.nodeType === "YulExpressionStatement")
      add(start, end - start, NOTHING);
  };

  visit(output.sources[file].ast);
  return mutants;
}
