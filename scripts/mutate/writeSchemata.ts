import { type Mutant, NOTHING } from "./Mutant.ts";
import { childrenOf, spanOf, type SyntaxNode } from "./SyntaxNode.ts";

/** Mutants by the number that activates them: the address of the block's coinbase. */
export type Numbered = ReadonlyMap<number, Mutant>;

/** A part of the source that is written anew, and the mutants that it holds itself, not through parts of it. */
interface Host {
  readonly start: number;
  readonly end: number;
  readonly write: (inner: string) => string;
}

/**
 * Writes a source in which every mutant is there beside the original, chosen at run time: the one whose number is the
 * block's coinbase. An expression becomes a choice between the original and the mutant, a statement is executed unless
 * its mutant is active, and a Yul function is exchanged for one that chooses.
 *
 * @param source of one file, `pure` where it was
 * @param tree of the same, with types
 * @returns the text, and the numbers of the mutants that it holds: not those in places where there can be no choice
 */
export function writeSchemata(source: string, tree: SyntaxNode, mutants: Numbered): { text: string; held: number[] } {
  const bytes = Buffer.from(source);
  const cut = (start: number, end: number) => bytes.toString("utf8", start, end);
  const edited = (start: number, end: number, mutant: Mutant) =>
    cut(start, mutant.start) + mutant.replacement + cut(mutant.start + mutant.length, end);
  const hosts = new Map<string, Host>();
  const held: number[] = [];

  const host = (kind: string, [start, end]: readonly [number, number], write: Host["write"]) => {
    const key = `${kind}:${start}:${end}`;
    const before = hosts.get(key);
    hosts.set(key, { start, end, write: before ? (inner) => write(before.write(inner)) : write });
    return true;
  };

  const hold = (number: number, mutant: Mutant): boolean => {
    const { start, length, replacement } = mutant;
    const path = pathTo(tree, start, start + length);
    const node = path.at(-1)!;
    const parent = path.at(-2)!;
    const span = [start, start + length] as const;
    if (path.some(({ nodeType, constant }) => constant || nodeType === "ArrayTypeName")) return false;
    if (path.some(({ nodeType }) => nodeType === "InlineAssembly")) {
      if (replacement === NOTHING)
        return host("statement", span, (inner) => `if xor(coinbase(), ${number}) { ${inner} }`);
      if (node.nodeType === "YulLiteral")
        return (
          parent.nodeType !== "YulCase" &&
          BigInt(replacement) < 2n ** 256n &&
          host("literal", span, (inner) => `add(${inner}, eq(coinbase(), ${number}))`)
        );
      const block = path.find(({ nodeType }) => nodeType === "YulBlock")!;
      const name = `mutant${number}`;
      const [a, b, r] = ["A", "B", "R"].map((letter) => name + letter);
      const choose = `switch eq(coinbase(), ${number}) case 0 { ${r} := ${cut(...span)}(${a}, ${b}) }`;
      const head = `function ${name}(${a}, ${b}) -> ${r} { ${choose} default { ${r} := ${replacement}(${a}, ${b}) } }`;
      host("block", spanOf(block), (inner) => `{ ${head} ${inner.slice(1)}`);
      return host("name", span, () => name);
    }
    if (replacement === NOTHING)
      return (
        !inForHead(path, start) &&
        host("statement", span, (inner) => `{ if (block.coinbase != address(${number})) ${inner} }`)
      );
    const first = path.findIndex((outer, i) => i === path.length - 1 || isConstant(outer));
    const whole = path[first];
    const around = path[first - 1];
    // An index of a fixed array is checked by the compiler.
    if (around.nodeType === "IndexAccess" && /\$\d+_/.test(around.baseExpression!.typeDescriptions!.typeIdentifier))
      return false;
    const type = isConstant(whole) && around.leftExpression === whole ? (around.commonType?.typeString ?? "") : "";
    const [from, to] = spanOf(whole);
    const mutated = edited(from, to, mutant);
    return host(
      "expression",
      [from, to],
      (inner) => `${type}(block.coinbase == address(${number}) ? ${mutated} : ${inner})`,
    );
  };

  for (const [number, mutant] of mutants) if (hold(number, mutant)) held.push(number);

  const sorted = [...hosts.values()].sort((a, b) => a.start - b.start || b.end - a.end);
  /** Text of a range, with the hosts in it, which are next in order. */
  const render = (start: number, end: number): string => {
    let text = "";
    let at = start;
    while (sorted.length > 0 && sorted[0].start < end) {
      const next = sorted.shift()!;
      text += cut(at, next.start) + next.write(render(next.start, next.end));
      at = next.end;
    }
    return text + cut(at, end);
  };
  return { text: render(0, bytes.length), held };
}

/** From the root to the smallest node around some bytes. */
function pathTo(node: SyntaxNode, start: number, end: number): SyntaxNode[] {
  const below = childrenOf(node).find((child) => spanOf(child)[0] <= start && end <= spanOf(child)[1]);
  return below ? [node, ...pathTo(below, start, end)] : [node];
}

/** Is it a number that the compiler computes, or the conversion of one? */
function isConstant(node: SyntaxNode): boolean {
  if (node.typeDescriptions?.typeIdentifier.startsWith("t_rational")) return true;
  return node.nodeType === "FunctionCall" && node.kind === "typeConversion" && isConstant(node.arguments![0]);
}

/** Does a statement begin here that is the first part of a `for`? */
const inForHead = (path: readonly SyntaxNode[], start: number) =>
  path.some(({ initializationExpression: first }) => first && spanOf(first)[0] === start);
