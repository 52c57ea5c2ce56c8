import { join } from "node:path";

import type { TaskPlace } from "./scopeOf.ts";

/** Where a sheet is kept: `<directory>/<chain>-<registry>/task-<N>/<nullifier>.json`. */
export function sheetFile(directory: string, { chainId, registry, taskId }: TaskPlace, nullifier: bigint): string {
  return join(directory, `${chainId}-${registry.toLowerCase()}`, `task-${taskId}`, `${nullifier.toString(16)}.json`);
}
