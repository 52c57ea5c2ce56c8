import { AbiCoder, keccak256 } from "ethers";

import type { TaskSpec } from "./TaskSpec.ts";

const SPEC =
  "tuple(string cid,bytes32 goldHash,bytes32 modelHash,int32 minimum,int32 maximum,uint8 decimals," +
  "uint8 reviewerPlaces,uint16 reviewerItems,uint16 reviewerBps,uint32 reviewerTolerance)";

/** What the registry stores of a spec: `keccak256(abi.encode(spec))`, 32 bytes in hexadecimal. */
export function specHashOf(spec: TaskSpec): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode([SPEC], [spec]));
}
