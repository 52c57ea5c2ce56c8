/** Roles in the AccessManager, beside its admin (0). */
export const ROLES = {
  /** Locks and frees stake. */
  taskRegistry: 1n,
} as const;
