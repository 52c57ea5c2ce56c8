import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { LeanIMT } from "@zk-kit/lean-imt";
import { MaxUint256 } from "ethers";
import { poseidon2 } from "poseidon-lite/poseidon2";

import { identityCommitment } from "../../scripts/identity/identityCommitment.ts";
import type { PassTerms } from "../../scripts/identity/packLeaf.ts";
import type { TreePath } from "../../scripts/identity/treePath.ts";
import type { Protocol } from "./deployProtocol.ts";
import { ENROLMENT } from "./startChain.ts";

/** A wallet with a pass, and what its proofs are made from. */
export interface Contributor {
  readonly signer: HardhatEthersSigner;
  readonly secret: bigint;
  readonly pass: PassTerms;
  readonly path: TreePath;
  readonly root: bigint;
}

/** Lets the first `count` contributors' wallets mint their passes, at fixed times. */
export async function enrolContributors(protocol: Protocol, count: number): Promise<Contributor[]> {
  const { contracts, deployer, networkHelpers } = protocol;
  const { pass, aia, tree } = contracts;
  const signers = protocol.contributors.slice(0, count);
  const price = await pass.mintPrice();
  for (const signer of signers) {
    await aia.connect(deployer).transfer(signer, price);
    await aia.connect(signer).approve(pass, MaxUint256);
  }
  const mirror = new LeanIMT<bigint>((left, right) => poseidon2([left, right]));
  for (const [index, signer] of signers.entries()) {
    await networkHelpers.time.setNextBlockTimestamp(ENROLMENT + index);
    await pass.connect(signer).mint(identityCommitment(secretOf(index)));
  }
  const leaves = await tree.queryFilter(tree.filters.LeafInserted());
  mirror.insertMany(leaves.map(({ args }) => args.leaf));
  const issued = await pass.queryFilter(pass.filters.LeafIssued());
  return signers.map((signer, index) => {
    const { passId, level, skills, validUntil } = issued[index].args;
    const { siblings, index: bits } = mirror.generateProof(index);
    return {
      signer,
      secret: secretOf(index),
      pass: { passId, level: Number(level), skills, validUntil },
      path: { siblings, index: bits },
      root: mirror.root,
    };
  });
}

function secretOf(index: number): bigint {
  return 1_000_003n * BigInt(index + 1);
}
