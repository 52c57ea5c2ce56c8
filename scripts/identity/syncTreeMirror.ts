import { type LeafInserted, type TreeMirror, TreeMirrorError } from "./treeMirror.ts";

/** What a mirror is brought up to date from; any provider or indexer will do. */
export interface TreeSource {
  /** Events in order, from `nextBlock` of the mirror or earlier, up to one fixed block. */
  readonly events: AsyncIterable<LeafInserted> | Iterable<LeafInserted>;
  /** The tree's root at that block, read from the chain, not from the events; 0 for an empty tree. */
  readonly chainRoot: bigint;
}

/**
 * Brings a mirror up to date and checks it against the chain.
 *
 * @throws TreeMirrorError when events are missing, repeated with other content, or do not give the chain's root
 * @example
 * const { mirror, nextBlock } = await loadTreeMirror(file, start);
 * await syncTreeMirror(mirror, { events: readEvents(nextBlock, head), chainRoot: await rootAt(head) });
 * await saveTreeMirror(file, mirror, { ...start, nextBlock: head + 1 });
 */
export async function syncTreeMirror(mirror: TreeMirror, { events, chainRoot }: TreeSource): Promise<void> {
  for await (const event of events) mirror.add(event);
  mirror.settle();
  if (mirror.root !== chainRoot) {
    throw new TreeMirrorError(
      `The mirror's root is ${mirror.root} after ${mirror.size} leaves, the chain's is ${chainRoot}: events are missing, ` +
        "or the chain was reorganised. Delete the mirror's file to rebuild it; if that does not help, change the provider.",
    );
  }
}
