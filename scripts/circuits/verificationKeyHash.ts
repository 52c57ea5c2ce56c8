import { AbiCoder, keccak256 } from "ethers";
import type { VerificationKey } from "snarkjs";

/**
 * Hash of a verification key, carried by its verifier contract as `KEY_HASH`.
 *
 * `keccak256(abi.encode(uint256[]))` over alpha, beta, gamma, delta and the points of the public inputs, coordinates in
 * the order in which the pairing precompile takes them.
 */
export function verificationKeyHash(key: VerificationKey): string {
  const g1 = ([x, y]: string[]) => [x, y];
  const g2 = ([x, y]: string[][]) => [x[1], x[0], y[1], y[0]];
  const words = [
    ...g1(key.vk_alpha_1),
    ...g2(key.vk_beta_2),
    ...g2(key.vk_gamma_2),
    ...g2(key.vk_delta_2),
    ...key.IC.flatMap(g1),
  ];
  return keccak256(AbiCoder.defaultAbiCoder().encode(["uint256[]"], [words]));
}
