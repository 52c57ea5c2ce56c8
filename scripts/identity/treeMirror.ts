import { LeanIMT } from "@zk-kit/lean-imt";
import { poseidon2 } from "poseidon-lite/poseidon2";

import type { TreePath } from "./treePath.ts";

/** Event of the tree contracts. All leaves of a batch but the last carry root 0. */
export interface LeafInserted {
  readonly index: bigint | number;
  readonly leaf: bigint;
  readonly root: bigint;
}

/** The events, the chain and the mirror do not agree. */
export class TreeMirrorError extends Error {
  override readonly name = "TreeMirrorError";
}

const hash = (left: bigint, right: bigint): bigint => poseidon2([left, right]);

/**
 * Copy of an on-chain tree, rebuilt from its events; gives the paths that proofs need. One hash takes about 0.2 ms.
 *
 * @example
 * const mirror = new TreeMirror();
 * for await (const event of events) mirror.add(event);
 * mirror.settle();
 * if (mirror.root !== (await tree.root())) throw new Error("events are missing");
 */
export class TreeMirror {
  #tree: LeanIMT<bigint>;
  /** Every leaf seen; the first `#tree.size` of them are hashed. */
  #leaves: bigint[];
  #expectedRoot = 0n;

  /** @param nodes what `export` gave */
  constructor(nodes?: string) {
    this.#tree = nodes === undefined ? new LeanIMT<bigint>(hash) : LeanIMT.import<bigint>(hash, nodes);
    this.#leaves = this.#tree.leaves;
  }

  /** Number of leaves, including those not hashed yet. */
  get size(): number {
    return this.#leaves.length;
  }

  /** Root over all settled leaves; 0 for an empty tree. */
  get root(): bigint {
    return this.#tree.size === 0 ? 0n : this.#tree.root;
  }

  /**
   * Takes the next event, or one that is known already.
   *
   * @throws TreeMirrorError when events are missing before it, or it differs from what was seen at its index
   */
  add({ index, leaf, root }: LeafInserted): void {
    const place = Number(index);
    if (place > this.size) {
      throw new TreeMirrorError(`Leaf ${place} came when leaf ${this.size} was due: read the events in between again.`);
    }
    if (place < this.size) {
      if (this.#leaves[place] === leaf) return;
      throw new TreeMirrorError(`Leaf ${place} has changed: the chain was reorganised, rebuild the mirror.`);
    }
    this.#leaves.push(leaf);
    this.#expectedRoot = root;
  }

  /**
   * Hashes what was added and compares the root with the last event's.
   *
   * @throws TreeMirrorError when the last batch is incomplete (add the rest and settle again) or the root differs (what
   * was added is dropped)
   */
  settle(): void {
    const settled = this.#tree.size;
    if (settled === this.size) return;
    if (this.#expectedRoot === 0n) {
      throw new TreeMirrorError("The events end within a batch: read further, to the end of its block.");
    }
    this.#tree.insertMany(this.#leaves.slice(settled));
    const root = this.#tree.root;
    if (root === this.#expectedRoot) return;
    this.#leaves.length = settled;
    this.#tree = new LeanIMT<bigint>(hash, this.#leaves);
    throw new TreeMirrorError(`The leaves give root ${root}, the events say ${this.#expectedRoot}: read them again.`);
  }

  /** Index of a leaf, or -1. */
  indexOf(leaf: bigint): number {
    return this.#leaves.indexOf(leaf);
  }

  /**
   * Path of a leaf to the present root.
   *
   * @throws TreeMirrorError when there is no settled leaf at the index
   */
  path(index: number): TreePath {
    if (!Number.isInteger(index) || index < 0 || index >= this.#tree.size) {
      throw new TreeMirrorError(`There is no leaf ${index} among ${this.#tree.size}.`);
    }
    const { siblings, index: bits } = this.#tree.generateProof(index);
    return { siblings, index: bits };
  }

  /** All settled nodes, for `new TreeMirror(nodes)`. */
  export(): string {
    return this.#tree.export();
  }
}
