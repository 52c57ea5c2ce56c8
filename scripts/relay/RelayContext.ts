import type { Contract, Provider, Signer } from "ethers";
import type { Logger } from "pino";
import type { VerificationKey } from "snarkjs";

/** What the parts of a relay share. */
export interface RelayContext {
  readonly chainId: bigint;
  readonly provider: Provider;
  /** Pays the gas and gets the fees. */
  readonly signer: Signer;
  /** Address of `signer`. */
  readonly relayer: string;
  readonly registry: Contract;
  readonly registryAddress: string;
  readonly clock: Contract;
  readonly tree: Contract;
  readonly verificationKey: VerificationKey;
  /** Least fee for a commit, in units of the reward token. */
  readonly fee: bigint;
  readonly log: Logger;
}
