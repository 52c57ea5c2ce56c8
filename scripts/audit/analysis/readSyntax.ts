import { existsSync, readFileSync } from "node:fs";

import solc from "solc";

/** A node of solc's typed syntax tree; what a node type does not have is undefined. */
export interface Node {
  readonly id: number;
  readonly nodeType: string;
  /** First byte, length and number of the source. */
  readonly src: string;
  readonly name?: string;
  readonly kind?: string;
  readonly operator?: string;
  readonly visibility?: string;
  readonly stateVariable?: boolean;
  readonly implemented?: boolean;
  readonly memberName?: string;
  readonly referencedDeclaration?: number;
  readonly baseFunctions?: readonly number[];
  readonly typeDescriptions?: { readonly typeIdentifier: string | null; readonly typeString: string | null };
  readonly expression?: Node;
  readonly leftHandSide?: Node;
  readonly rightHandSide?: Node;
  readonly subExpression?: Node;
  readonly baseExpression?: Node;
  readonly condition?: Node;
  readonly trueBody?: Node;
  readonly falseBody?: Node | null;
  readonly body?: Node | null;
  readonly modifiers?: readonly Node[];
  readonly modifierName?: Node;
  readonly functionName?: Node;
}

/** The typed syntax trees of some sources and of all that they import. */
export interface Syntax {
  /** Trees by path. */
  readonly trees: Readonly<Record<string, Node>>;
  /** All nodes that have an id. */
  readonly nodes: ReadonlyMap<number, Node>;
  /** Path and line of a node. */
  readonly placeOf: (node: Node) => { readonly file: string; readonly line: number };
}

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly sources: Record<string, { readonly id: number; readonly ast: Node }>;
}

/**
 * Has solc read and check sources, without generating code.
 *
 * @param sources contents by path; imports are looked for at their paths and in `node_modules`
 * @throws Error with solc's message when the sources do not compile
 */
export function readSyntax(sources: Readonly<Record<string, string>>): Syntax {
  const contents = new Map(Object.entries(sources));
  const read = (path: string) => {
    const file = [path, `node_modules/${path}`].find(existsSync);
    if (file === undefined) return { error: `${path} is not there` };
    contents.set(path, readFileSync(file, "utf8"));
    return { contents: contents.get(path)! };
  };
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(Object.entries(sources).map(([path, content]) => [path, { content }])),
    settings: { outputSelection: { "*": { "": ["ast"] } } },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: read })) as Output;
  const error = output.errors?.find(({ severity }) => severity === "error");
  if (error) throw new Error(error.formattedMessage);

  const nodes = new Map<number, Node>();
  const trees: Record<string, Node> = {};
  const paths = new Map<number, string>();
  for (const [path, { id, ast }] of Object.entries(output.sources)) {
    trees[path] = ast;
    paths.set(id, path);
    visit(ast, (node) => {
      if (node.id !== undefined) nodes.set(node.id, node);
    });
  }
  const placeOf = ({ src }: Node) => {
    const [start, , source] = src.split(":").map(Number);
    const file = paths.get(source)!;
    return { file, line: Buffer.from(contents.get(file)!).toString("utf8", 0, start).split("\n").length };
  };
  return { trees, nodes, placeOf };
}

/** Nodes directly below one, in the order of the source. */
export function childrenOf(node: Node): Node[] {
  const found: Node[] = [];
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (typeof value === "object" && value !== null && "nodeType" in value) found.push(value as Node);
  };
  Object.values(node).forEach(collect);
  const start = ({ src }: Node) => Number(src.split(":")[0]);
  return found.sort((a, b) => start(a) - start(b));
}

/** Calls `enter` for a node and all below it, in the order of the source. */
export function visit(node: Node, enter: (node: Node) => void): void {
  enter(node);
  for (const child of childrenOf(node)) visit(child, enter);
}
