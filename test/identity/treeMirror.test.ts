/**
 * tree mirror
 * ├─ given events one by one, in batches, or repeated
 * │  └─ it has the chain's root, and paths that lead to it
 * ├─ given events that are missing, altered, cut off within a batch, or of another chain
 * │  └─ it says so and stays as it was settled
 * └─ given an interruption
 *    ├─ it goes on from its file
 *    └─ it refuses a damaged file or one of another tree
 */
import { LeanIMT } from "@zk-kit/lean-imt";
import { expect } from "chai";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { poseidon2 } from "poseidon-lite/poseidon2";

import { loadTreeMirror } from "../../scripts/identity/loadTreeMirror.ts";
import { pathRoot } from "../../scripts/identity/pathRoot.ts";
import { saveTreeMirror } from "../../scripts/identity/saveTreeMirror.ts";
import { syncTreeMirror } from "../../scripts/identity/syncTreeMirror.ts";
import { type LeafInserted, TreeMirror, TreeMirrorError } from "../../scripts/identity/treeMirror.ts";

/** The chain's side: the tree of zk-kit, and the events of its insertions. */
class ChainTree {
  readonly tree = new LeanIMT<bigint>((left, right) => poseidon2([left, right]));
  readonly events: LeafInserted[] = [];

  insert(...leaves: bigint[]): void {
    const first = this.tree.size;
    if (leaves.length === 1) this.tree.insert(leaves[0]);
    else this.tree.insertMany(leaves);
    const last = leaves.length - 1;
    const events = leaves.map((leaf, i) => ({
      index: BigInt(first + i),
      leaf,
      root: i === last ? this.tree.root : 0n,
    }));
    this.events.push(...events);
  }
}

function busyTree(): ChainTree {
  const chain = new ChainTree();
  chain.insert(11n);
  chain.insert(12n, 13n, 14n, 15n);
  chain.insert(16n);
  chain.insert(17n, 18n);
  return chain;
}

async function syncError(mirror: TreeMirror, events: Iterable<LeafInserted>, chainRoot: bigint): Promise<string> {
  return syncTreeMirror(mirror, { events, chainRoot }).then(
    () => expect.fail("no error"),
    (error: Error) => {
      expect(error).to.be.instanceOf(TreeMirrorError);
      return error.message;
    },
  );
}

describe("TreeMirror", () => {
  it("has the chain's root after single leaves and batches, and paths that lead to it", async () => {
    const { tree, events } = busyTree();
    const mirror = new TreeMirror();
    await syncTreeMirror(mirror, { events, chainRoot: tree.root });
    expect([mirror.root, mirror.size]).to.deep.equal([tree.root, 8]);
    for (const [index, { leaf }] of events.entries()) {
      expect(pathRoot(leaf, mirror.path(index)), `leaf ${index}`).to.equal(tree.root);
      expect(mirror.indexOf(leaf)).to.equal(index);
    }
  });

  it("takes an asynchronous source, and a batch whose events all carry the final root", async () => {
    const { tree, events } = busyTree();
    const read = async function* () {
      for (const event of events) yield { ...event, root: event.root || tree.root };
    };
    const mirror = new TreeMirror();
    await syncTreeMirror(mirror, { events: read(), chainRoot: tree.root });
    expect(mirror.root).to.equal(tree.root);
  });

  it("goes on where it stopped and does not mind events that it knows", async () => {
    const chain = busyTree();
    const mirror = new TreeMirror();
    await syncTreeMirror(mirror, { events: chain.events.slice(0, 5), chainRoot: chain.events[4].root });
    await syncTreeMirror(mirror, { events: chain.events.slice(2), chainRoot: chain.tree.root });
    expect(mirror.root).to.equal(chain.tree.root);
  });

  it("has root 0 while it is empty, and no path", async () => {
    const mirror = new TreeMirror();
    await syncTreeMirror(mirror, { events: [], chainRoot: 0n });
    expect(mirror.root).to.equal(0n);
    expect(() => mirror.path(0)).to.throw(TreeMirrorError);
  });

  it("says which events are missing", async () => {
    const { tree, events } = busyTree();
    expect(await syncError(new TreeMirror(), events.toSpliced(2, 1), tree.root)).to.include("leaf 2 was due");
  });

  it("notices that the last events are missing", async () => {
    const { tree, events } = busyTree();
    expect(await syncError(new TreeMirror(), events.slice(0, 6), tree.root)).to.include("the chain's is");
  });

  it("notices events that end within a batch, and goes on when the rest arrives", async () => {
    const { tree, events } = busyTree();
    const mirror = new TreeMirror();
    expect(await syncError(mirror, events.slice(0, 3), tree.root)).to.include("within a batch");
    await syncTreeMirror(mirror, { events: events.slice(3), chainRoot: tree.root });
    expect(mirror.root).to.equal(tree.root);
  });

  it("notices an altered leaf and stays as it was settled", async () => {
    const { tree, events } = busyTree();
    const mirror = new TreeMirror();
    await syncTreeMirror(mirror, { events: events.slice(0, 5), chainRoot: events[4].root });
    const altered = events.with(6, { ...events[6], leaf: 99n });
    expect(await syncError(mirror, altered, tree.root)).to.include("read them again");
    expect([mirror.root, mirror.size]).to.deep.equal([events[4].root, 5]);
    await syncTreeMirror(mirror, { events, chainRoot: tree.root });
  });

  it("notices that the chain was reorganised", async () => {
    const { tree, events } = busyTree();
    const mirror = new TreeMirror();
    await syncTreeMirror(mirror, { events, chainRoot: tree.root });
    const rewritten = events.with(1, { ...events[1], leaf: 99n });
    expect(await syncError(mirror, rewritten, tree.root)).to.include("reorganised");
  });
});

describe("a mirror's file", () => {
  const place = { chainId: 31337n, tree: `0x${"Ab".repeat(20)}`, nextBlock: 100 };
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "alaya-"));
    path = join(folder, "tree.mirror");
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function savedMirror(): Promise<TreeMirror> {
    const { tree, events } = busyTree();
    const mirror = new TreeMirror();
    await syncTreeMirror(mirror, { events, chainRoot: tree.root });
    await saveTreeMirror(path, mirror, place);
    return mirror;
  }

  it("starts an empty mirror at the tree's first block when there is none", async () => {
    const { mirror, nextBlock } = await loadTreeMirror(path, place);
    expect([mirror.size, nextBlock]).to.deep.equal([0, 100]);
  });

  it("brings back the same mirror, without a trace of unfinished writing", async () => {
    const saved = await savedMirror();
    await saveTreeMirror(path, saved, { ...place, nextBlock: 250 });
    const { mirror, nextBlock } = await loadTreeMirror(path, place);
    expect([mirror.root, mirror.size, nextBlock]).to.deep.equal([saved.root, saved.size, 250]);
    expect(mirror.path(3)).to.deep.equal(saved.path(3));
    expect(await readdir(folder)).to.deep.equal(["tree.mirror"]);
  });

  it("is refused when a byte has changed or the end is missing", async () => {
    await savedMirror();
    const content = await readFile(path, "utf8");
    const middle = content.lastIndexOf("12");
    for (const damaged of [content.slice(0, -40), `${content.slice(0, middle)}13${content.slice(middle + 2)}`, ""]) {
      await writeFile(path, damaged);
      const error = await loadTreeMirror(path, place).catch((reason: Error) => reason);
      expect(error).to.be.instanceOf(TreeMirrorError);
      expect((error as Error).message).to.include("delete it");
    }
  });

  it("is refused for another tree or chain", async () => {
    await savedMirror();
    for (const elsewhere of [
      { ...place, chainId: 1n },
      { ...place, tree: `0x${"cd".repeat(20)}` },
    ]) {
      const error = await loadTreeMirror(path, elsewhere).catch((reason: Error) => reason);
      expect((error as Error).message).to.include("name another file");
    }
  });
});
