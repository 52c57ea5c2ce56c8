import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import type { TreePlace } from "./saveTreeMirror.ts";
import { TreeMirror, TreeMirrorError } from "./treeMirror.ts";

/** A mirror and the first block that it has not read. */
export interface LoadedMirror {
  readonly mirror: TreeMirror;
  readonly nextBlock: number;
}

/**
 * Reads what `saveTreeMirror` wrote; without a file, an empty mirror that starts at the tree's first block (Node only).
 *
 * @param start the tree, and the block of its deployment as `nextBlock`
 * @throws TreeMirrorError when the file is damaged or belongs to another tree; delete it to rebuild from the events
 */
export async function loadTreeMirror(path: string, start: TreePlace): Promise<LoadedMirror> {
  let content: string;
  try {
    content = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return { mirror: new TreeMirror(), nextBlock: start.nextBlock };
  }
  const [first, nodes] = content.split("\n");
  const header = parseHeader(first);
  if (header?.version !== 1 || header.sha256 !== createHash("sha256").update(nodes).digest("hex")) {
    throw new TreeMirrorError(`${path} is damaged: delete it, and the mirror is rebuilt from the events.`);
  }
  if (header.chainId !== start.chainId.toString() || header.tree !== start.tree.toLowerCase()) {
    throw new TreeMirrorError(`${path} belongs to tree ${header.tree} on chain ${header.chainId}: name another file.`);
  }
  return { mirror: new TreeMirror(nodes), nextBlock: Number(header.nextBlock) };
}

function parseHeader(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
