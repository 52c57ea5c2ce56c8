import { createHash } from "node:crypto";

import type { TreeMirror } from "./treeMirror.ts";
import { writeFileAtomically } from "./writeFileAtomically.ts";

/** Which tree a mirror copies, and how far it has read. */
export interface TreePlace {
  readonly chainId: bigint;
  /** Address of the tree contract. */
  readonly tree: string;
  /** First block not read yet. */
  readonly nextBlock: number;
}

/**
 * Writes a mirror to a file, whole or not at all (Node only). Holds up to about three million leaves.
 *
 * First line: place and checksum; second line: the nodes.
 */
export async function saveTreeMirror(path: string, mirror: TreeMirror, place: TreePlace): Promise<void> {
  const nodes = mirror.export();
  const header = {
    version: 1,
    chainId: place.chainId.toString(),
    tree: place.tree.toLowerCase(),
    nextBlock: place.nextBlock,
    sha256: createHash("sha256").update(nodes).digest("hex"),
  };
  await writeFileAtomically(path, `${JSON.stringify(header)}\n${nodes}\n`);
}
