import { AbiCoder, id, keccak256 } from "ethers";

const SIGNAL_TYPEHASH = id(
  "AlayaSignal(bytes32 commitment,uint8 claimedLevel,address relayer,uint256 fee,address bondAccount)",
);

/** What is sent in clear with a commitment, so that nobody on the way can change it. */
export interface CommitTerms {
  /** See `commitmentOf`. */
  readonly commitment: string;
  readonly claimedLevel: number;
  /** The only sender allowed, or the zero address: any sender and no fee. */
  readonly relayer: string;
  /** What the relayer gets, in the smallest unit of the reward token. */
  readonly fee: bigint;
  /** Whose prepaid balance is locked as the bond. */
  readonly bondAccount: string;
}

/** Signal of an eligibility proof: a proof is worth nothing with other terms than these. 248 bits, as in `scopeOf`. */
export function signalOf({ commitment, claimedLevel, relayer, fee, bondAccount }: CommitTerms): bigint {
  const types = ["bytes32", "bytes32", "uint8", "address", "uint256", "address"];
  const values = [SIGNAL_TYPEHASH, commitment, claimedLevel, relayer, fee, bondAccount];
  return BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(types, values))) >> 8n;
}
