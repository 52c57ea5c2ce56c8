import { AbiCoder, id, keccak256 } from "ethers";

const SALT_TYPEHASH = id("AlayaSalt(uint256 secret,uint256 scope)");

/**
 * Salt of the commitment of one contributor to one task. It follows from the secret, so there is nothing to lose.
 *
 * @param secret see `deriveSecret`
 * @param scope see `scopeOf`
 * @returns 32 bytes in hexadecimal
 */
export function saltOf(secret: bigint, scope: bigint): string {
  const types = ["bytes32", "uint256", "uint256"];
  return keccak256(AbiCoder.defaultAbiCoder().encode(types, [SALT_TYPEHASH, secret, scope]));
}
