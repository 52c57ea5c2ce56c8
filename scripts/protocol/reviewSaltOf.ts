import { AbiCoder, id, keccak256 } from "ethers";

const REVIEW_SALT_TYPEHASH = id("AlayaReviewSalt(uint256 secret,uint256 scope,address reviewer)");

/**
 * Salt of a reviewer's commitment to one task. It is another one than that of a contributor's sheet with the same secret
 * (see `saltOf`): reveals publish salts, and equal ones would tell that the sheet is the reviewer's.
 *
 * @param secret see `deriveSecret`
 * @param scope see `scopeOf`
 * @param reviewer address
 * @returns 32 bytes in hexadecimal
 */
export function reviewSaltOf(secret: bigint, scope: bigint, reviewer: string): string {
  const types = ["bytes32", "uint256", "uint256", "address"];
  return keccak256(AbiCoder.defaultAbiCoder().encode(types, [REVIEW_SALT_TYPEHASH, secret, scope, reviewer]));
}
