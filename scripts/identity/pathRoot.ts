import { poseidon2 } from "poseidon-lite/poseidon2";

import type { TreePath } from "./treePath.ts";

/** Root that a path leads to from a leaf. */
export function pathRoot(leaf: bigint, { siblings, index }: TreePath): bigint {
  return siblings.reduce(
    (node, sibling, level) => poseidon2((index >> level) & 1 ? [sibling, node] : [node, sibling]),
    leaf,
  );
}
