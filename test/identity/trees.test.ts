/**
 * trees on the chain
 * ├─ given one leaf, it is the root
 * ├─ given anybody but the contract they belong to, they take no leaf
 * └─ given 2^24 leaves, they take no more; given one less, one
 */
import { expect } from "chai";
import { toBeHex } from "ethers";

import { deployProtocol } from "../support/deployProtocol.ts";
import { fixturesOf } from "../support/fixturesOf.ts";
import { startChain } from "../support/startChain.ts";

const chain = await startChain();
const load = fixturesOf(chain);
const CAPACITY = 2n ** 24n;

/** Both trees, called by their owners. */
async function owned() {
  const { contracts, outsider } = await deployProtocol(chain);
  const { pass, tree, experience, noteTree } = contracts;
  const { impersonateAccount, setBalance } = chain.networkHelpers;
  for (const owner of [pass, experience]) {
    await impersonateAccount(String(owner.target));
    await setBalance(String(owner.target), 10n ** 18n);
  }
  return {
    outsider,
    tree: tree.connect(await chain.ethers.getSigner(String(pass.target))),
    noteTree: noteTree.connect(await chain.ethers.getSigner(String(experience.target))),
  };
}

/** Writes the number of leaves, which is all that stands for those that are not there. */
async function pretend(tree: { target: unknown }, leaves: bigint): Promise<void> {
  await chain.networkHelpers.setStorageAt(String(tree.target), "0x0", toBeHex(leaves, 32));
}

describe("trees on the chain", () => {
  it("take leaves of the contract they belong to only", async () => {
    const { tree, noteTree, outsider } = await load(owned);
    await expect(tree.connect(outsider).insert(5n))
      .to.be.revertedWithCustomError(tree, "TreeCallerUnauthorized")
      .withArgs(outsider.address);
    await expect(noteTree.connect(outsider).insertMany([5n]))
      .to.be.revertedWithCustomError(noteTree, "NoteTreeCallerUnauthorized")
      .withArgs(outsider.address);
  });

  it("tell the root that a leaf made, and for how long it is good", async () => {
    const { tree } = await load(owned);
    expect(await tree.root()).to.equal(0n);
    await tree.insert(5n);
    const [{ args }] = await tree.queryFilter(tree.filters.LeafInserted());
    expect([args.root, await tree.root()]).to.deep.equal([5n, 5n]);
    expect(await tree.rootExpiry(5n)).to.equal(2n ** 40n - 1n);
    expect(await tree.rootExpiry(6n)).to.equal(0n);
  });

  it("tell the root that a batch made with its last leaf", async () => {
    const { noteTree } = await load(owned);
    await noteTree.insertMany([5n, 6n, 7n]);
    const events = await noteTree.queryFilter(noteTree.filters.LeafInserted());
    const root = await noteTree.root();
    expect(events.map(({ args }) => [...args])).to.deep.equal([
      [0n, 5n, 0n],
      [1n, 6n, 0n],
      [2n, 7n, root],
    ]);
  });

  it("take no leaf beyond 2^24", async () => {
    const { tree } = await load(owned);
    await pretend(tree, CAPACITY);
    expect(await tree.size()).to.equal(CAPACITY);
    await expect(tree.insert(5n)).to.be.revertedWithCustomError(tree, "TreeFull").withArgs(CAPACITY);
    await pretend(tree, CAPACITY - 1n);
    await expect(tree.insert(5n)).to.emit(tree, "LeafInserted");
    expect(await tree.size()).to.equal(CAPACITY);
  });

  it("count all leaves of a batch", async () => {
    const { noteTree } = await load(owned);
    await pretend(noteTree, CAPACITY - 1n);
    await expect(noteTree.insertMany([5n, 6n]))
      .to.be.revertedWithCustomError(noteTree, "TreeFull")
      .withArgs(CAPACITY - 1n);
    await expect(noteTree.insertMany([5n])).to.emit(noteTree, "LeafInserted");
  });
});
