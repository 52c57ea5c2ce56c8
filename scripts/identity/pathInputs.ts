import { requireFieldElement } from "./requireFieldElement.ts";
import { MAX_DEPTH, type TreePath } from "./treePath.ts";

/** A tree path as the circuits take it. */
export interface PathInputs {
  readonly depth: number;
  readonly pathBits: readonly number[];
  readonly siblings: readonly bigint[];
}

/**
 * A tree path padded to the circuits' depth with zeros.
 *
 * @throws RangeError when it is longer than 24 or `index` has bits above its length
 */
export function pathInputs({ siblings, index }: TreePath): PathInputs {
  const depth = siblings.length;
  if (depth > MAX_DEPTH)
    throw new RangeError(`The path has ${depth} siblings; the circuit takes at most ${MAX_DEPTH}.`);
  if (!Number.isInteger(index) || index < 0 || index >= 2 ** depth) {
    throw new RangeError(`The path's index is ${index}; it must be an integer from 0 to 2^${depth} - 1.`);
  }
  const levels = Array.from({ length: MAX_DEPTH }, (_, level) => level);
  return {
    depth,
    pathBits: levels.map((level) => (index >> level) & 1),
    siblings: levels.map((level) => (level < depth ? requireFieldElement("sibling", siblings[level]) : 0n)),
  };
}
