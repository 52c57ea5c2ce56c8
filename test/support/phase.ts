/** The phases of a task, as the contracts number them. */
export const PHASE = { None: 0, Commit: 1, Open: 2, Reveal: 3, Settle: 4, Settled: 5, Cancelled: 6 } as const;
