/** What was sent in clear with a commit. */
export interface CommittedSheet {
  readonly nullifier: bigint;
  /** 0 contributor, 1 reviewer. */
  readonly role: number;
  readonly level: number;
  readonly commitment: string;
  readonly relayer: string;
  /** Units of the reward token. */
  readonly fee: bigint;
  readonly bondAccount: string;
}

/** A revealed answer sheet with what its commit said. */
export interface RevealedSheet extends CommittedSheet {
  /** Address that is paid. */
  readonly payout: string;
  /** Hexadecimal, one byte per item or four for numeric answers. */
  readonly answers: string;
}

/** A row that was published as a hash and opened later; "0x" when there is none. */
export interface SealedRow {
  readonly row: string;
  readonly salt: string;
}
