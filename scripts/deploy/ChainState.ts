/** A deployment as a list of facts, with names in place of its addresses: equal for equal deployments. */
export type ChainState = ReadonlyMap<string, string>;

/** A deployment on some chain. */
export interface Deployed {
  readonly provider: import("ethers").Provider;
  readonly deployer: string;
  /** Addresses by the futures' ids. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Block of the first transaction. */
  readonly firstBlock: number;
}
