import { basename } from "node:path";

import type { Finding } from "./Finding.ts";
import { childrenOf, type Node, type Syntax, visit } from "./readSyntax.ts";

/** Calls of other contracts that may change state: those of view functions cannot, and what is created is our own. */
const EXTERNAL = /^t_function_(external|barecall)_(nonpayable|payable)/;
const GUARD = "nonReentrant";
/** OpenZeppelin's contracts that call back nobody but whom governance has chosen. */
const GOVERNANCE = new Set(["IAccessManager", "TimelockController"]);

/**
 * Functions that can be called from outside, that are not guarded by `nonReentrant`, and that write state after they have
 * called a foreign contract: checks, effects, interactions the wrong way round. Foreign is whatever has the type of no
 * contract of ours: tokens, receivers, gateways.
 *
 * Internal functions are followed, with all that override them, and modifiers too; both branches of a condition are
 * taken, and loops run twice. Storage counts as written by assignments, `delete`, `++`, `--`, `push`, `pop` and `sstore`.
 */
export function findLateWrites({ trees, nodes, placeOf }: Syntax, files: readonly string[]): Finding[] {
  const findings = new Map<string, Finding>();
  const overriding = new Map<number, Node[]>();
  for (const node of nodes.values())
    for (const base of node.baseFunctions ?? []) overriding.set(base, [...(overriding.get(base) ?? []), node]);

  /** Whether a function belongs to a contract of the repository, or to one of those that governance stands on. */
  const ours = ({ expression }: Node): boolean => {
    const [, name] = /^contract (\w+)$/.exec(expression?.typeDescriptions?.typeString ?? "") ?? [];
    return name !== undefined && (names.has(name) || GOVERNANCE.has(name));
  };
  const names = new Set<string>();
  for (const file of files)
    visit(trees[file], ({ nodeType, name }) => nodeType === "ContractDefinition" && names.add(name!));

  const examine = (entry: Node): void => {
    const active = new Set<Node>();
    /** Whether another contract has been called on some path up to here. */
    let called = false;

    const written = (node: Node): void => {
      if (!called) return;
      const { file, line } = placeOf(node);
      const by = `${basename(placeOf(entry).file, ".sol")}.${entry.name}`;
      const message = `${by} writes state after a call of a foreign contract; write first, or add ${GUARD}`;
      findings.set(`${file}:${line} ${by}`, { file, line, rule: `late write by ${by}`, message });
    };

    const enter = (target: Node): void => {
      for (const each of [target, ...(overriding.get(target.id) ?? [])]) {
        if (active.has(each) || !each.body) continue;
        active.add(each);
        for (const { modifierName } of each.modifiers ?? []) {
          const modifier = nodes.get(modifierName?.referencedDeclaration ?? -1);
          if (modifier?.nodeType === "ModifierDefinition" && modifier.body) walk(modifier.body);
        }
        walk(each.body);
        active.delete(each);
      }
    };

    const call = (node: Node): void => {
      const { expression } = node;
      const type = expression?.typeDescriptions?.typeIdentifier ?? "";
      if (/^t_function_array(push|pop)/.test(type)) written(node);
      const target = nodes.get(expression?.referencedDeclaration ?? -1);
      const internal = type.startsWith("t_function_internal") || type.startsWith("t_function_delegatecall");
      if (internal && target?.nodeType === "FunctionDefinition") enter(target);
      else if (EXTERNAL.test(type) && !ours(expression!)) called = true;
    };

    const walk = (node: Node): void => {
      if (node.nodeType === "IfStatement" || node.nodeType === "Conditional") return branch(node);
      const loop = ["ForStatement", "WhileStatement", "DoWhileStatement", "YulForLoop"].includes(node.nodeType);
      if (node.nodeType === "Assignment") {
        walk(node.rightHandSide!);
        walk(node.leftHandSide!);
        if (inStorage(node.leftHandSide!, nodes)) written(node);
        return;
      }
      for (let turn = 0; turn < (loop ? 2 : 1); turn++) childrenOf(node).forEach(walk);
      if (node.nodeType === "FunctionCall") call(node);
      const changes = node.nodeType === "UnaryOperation" && ["delete", "++", "--"].includes(node.operator!);
      if (changes && inStorage(node.subExpression!, nodes)) written(node);
      if (node.nodeType !== "YulFunctionCall") return;
      if (node.functionName!.name === "sstore") written(node);
      if (node.functionName!.name === "call") called = true;
    };

    const branch = (node: Node): void => {
      const [condition, ...branches] = childrenOf(node);
      walk(condition);
      const before = called;
      const after = branches.map((each) => {
        called = before;
        walk(each);
        return called && !leaves(each);
      });
      called = before || after.includes(true);
    };

    enter(entry);
  };

  for (const file of files) {
    visit(trees[file], (node) => {
      const open = node.nodeType === "FunctionDefinition" && ["external", "public"].includes(node.visibility!);
      const guarded = node.modifiers?.some(({ modifierName }) => modifierName?.name === GUARD);
      if (open && !guarded && node.body && node.kind !== "constructor") examine(node);
    });
  }
  return [...findings.values()];
}

/** Whether what is assigned to is storage, or lies in it. */
function inStorage(target: Node, nodes: ReadonlyMap<number, Node>): boolean {
  if (target.nodeType === "TupleExpression") return childrenOf(target).some((each) => inStorage(each, nodes));
  if (target.nodeType === "Identifier") return nodes.get(target.referencedDeclaration ?? -1)?.stateVariable === true;
  const base = target.baseExpression ?? target.expression;
  if (!base) return false;
  return /_storage(_ptr)?$/.test(base.typeDescriptions?.typeIdentifier ?? "") || inStorage(base, nodes);
}

/** Whether a branch ends by leaving the function. */
function leaves(branch: Node): boolean {
  const last = branch.nodeType === "Block" ? childrenOf(branch).at(-1) : branch;
  return last?.nodeType === "Return" || last?.nodeType === "RevertStatement";
}
