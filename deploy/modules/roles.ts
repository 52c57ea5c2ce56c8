/** Roles in the AccessManager, beside its admin (0). */
export const ROLES = {
  /** Locks and frees stake: the task registry, and the pass for invitations. */
  stakeLocker: 1n,
  /** Adds experience to passes: the experience contract. */
  experience: 2n,
  /** Grants skills and approves requesters of fields: whom governance names. */
  curator: 3n,
  /** Mints AIA: the emissions contract. */
  minter: 4n,
  /** Spends the weekly budget and unlocks achievements: quests. */
  quests: 5n,
} as const;
