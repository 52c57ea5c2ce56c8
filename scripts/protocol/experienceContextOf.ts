import { AbiCoder, id, keccak256 } from "ethers";

const EXPERIENCE_TYPEHASH = id("AlayaExperience(uint256 chainId,address pass,uint256 passId)");

/** The pass that gains experience. */
export interface PassPlace {
  readonly chainId: bigint;
  /** Address of the pass contract. */
  readonly pass: string;
  readonly passId: bigint;
}

/**
 * Context of an experience proof: it names the one pass that gains. 248 bits, as in `scopeOf`.
 *
 * Identity commitments need not be unique; without the context, a pass with a copied commitment could take the gain.
 */
export function experienceContextOf({ chainId, pass, passId }: PassPlace): bigint {
  const types = ["bytes32", "uint256", "address", "uint256"];
  const values = [EXPERIENCE_TYPEHASH, chainId, pass, passId];
  return BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(types, values))) >> 8n;
}
