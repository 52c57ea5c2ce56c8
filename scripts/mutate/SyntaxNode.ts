/** A node of solc's syntax tree: what `findMutants` and `writeSchemata` read of it. */
export interface SyntaxNode {
  readonly nodeType: string;
  /** First byte and number of bytes, and the file: "start:length:index". */
  readonly src: string;
  readonly operator?: string;
  readonly leftExpression?: SyntaxNode;
  readonly rightExpression?: SyntaxNode;
  readonly baseExpression?: SyntaxNode;
  readonly initializationExpression?: SyntaxNode;
  readonly arguments?: readonly SyntaxNode[];
  readonly constant?: boolean;
  readonly kind?: string;
  readonly value?: string;
  readonly subdenomination?: string | null;
  readonly functionName?: SyntaxNode & { readonly name: string };
  /** Only after analysis. */
  readonly typeDescriptions?: { readonly typeIdentifier: string };
  readonly commonType?: { readonly typeString: string };
}

/** First byte of a node, and the byte behind it. */
export function spanOf({ src }: SyntaxNode): [number, number] {
  const [start, length] = src.split(":").map(Number);
  return [start, start + length];
}

/** The nodes directly below one, through lists. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const isNode = (value: unknown): value is SyntaxNode =>
    typeof value === "object" && value !== null && "nodeType" in value;
  return Object.values(node).flat().filter(isNode);
}
