/** Way from a leaf to the root: siblings from the leaf upwards, and a bit of `index` for each (1: the leaf's side is right). */
export interface TreePath {
  readonly siblings: readonly bigint[];
  readonly index: number;
}

/** Depth of the circuits: 2^24 leaves. */
export const MAX_DEPTH = 24;
