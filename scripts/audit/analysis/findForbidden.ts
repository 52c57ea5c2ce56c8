import type { Finding } from "./Finding.ts";
import { type Node, type Syntax, visit } from "./readSyntax.ts";

/** Opcodes that no contract may use, by the name of the function in assembly. */
const OPCODES: Readonly<Record<string, string>> = {
  number: "block numbers mean different things on different chains; use timestamps",
  blockhash: "block hashes are no randomness and differ in meaning between chains",
  prevrandao: "constant on some chains; there is no randomness from the chain",
  difficulty: "constant on some chains; there is no randomness from the chain",
  origin: "whoever relays is the origin; ask for msg.sender",
  selfdestruct: "no contract may end",
  delegatecall: "foreign code would write this contract's storage",
  callcode: "foreign code would write this contract's storage",
};

/** Members of `block` and `tx` that are those opcodes. */
const MEMBERS: Readonly<Record<string, string>> = {
  "block.number": OPCODES.number,
  "block.prevrandao": OPCODES.prevrandao,
  "block.difficulty": OPCODES.difficulty,
  "tx.origin": OPCODES.origin,
};

/** Functions by the type that solc gives them. */
const CALLS: readonly (readonly [RegExp, string])[] = [
  [/^t_function_(send|transfer)_/, "a push of ether that a recipient can refuse; let it be pulled"],
  [/^t_function_bare(call|delegatecall|callcode|staticcall)_/, "a call without type and without check for code"],
  [/^t_function_blockhash_/, OPCODES.blockhash],
  [/^t_function_selfdestruct_/, OPCODES.selfdestruct],
];

const TOKEN_MOVES = new Set(["transfer", "transferFrom", "approve"]);

/** Uses of what the house rules forbid: block numbers, randomness, origin, raw calls, and tokens moved without SafeERC20. */
export function findForbidden({ trees, placeOf }: Syntax, files: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  const add = (node: Node, rule: string, message: string) =>
    findings.push({ ...placeOf(node), rule, message: `${rule}: ${message}` });
  for (const file of files) {
    visit(trees[file], (node) => {
      const { nodeType, functionName, memberName, expression } = node;
      if (nodeType === "YulFunctionCall" && functionName!.name! in OPCODES)
        add(node, functionName!.name!, OPCODES[functionName!.name!]);
      if (nodeType === "MemberAccess") {
        const member = `${expression!.name}.${memberName}`;
        if (member in MEMBERS) add(node, member, MEMBERS[member]);
      }
      if (nodeType !== "FunctionCall" || !expression) return;
      const type = expression.typeDescriptions?.typeIdentifier ?? "";
      for (const [pattern, message] of CALLS) if (pattern.test(type)) add(node, "raw call", message);
      const moves = expression.nodeType === "MemberAccess" && TOKEN_MOVES.has(expression.memberName!);
      if (moves && /^t_function_external_nonpayable/.test(type))
        add(node, "raw token call", "tokens that return nothing or false: use SafeERC20");
    });
  }
  return findings;
}
