import { AbiCoder, type BytesLike, keccak256 } from "ethers";

/**
 * Hash under which a row, gold or a model's predictions, is published before it is opened.
 *
 * @param row one answer per item, in the format of answer sheets
 * @param salt 32 random bytes; without them, rows with few possible values could be guessed
 * @throws RangeError when the salt is zero
 * @returns 32 bytes in hexadecimal
 */
export function sealedHashOf(row: BytesLike, salt: string): string {
  if (BigInt(salt) === 0n) throw new RangeError("The salt is zero: take 32 random bytes.");
  return keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32", "bytes32"], [salt, keccak256(row)]));
}
