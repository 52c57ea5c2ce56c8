/**
 * A part of the workers: those with `of[w] === side`. Without a school every worker belongs.
 *
 * Two schools share one table of rows, since each worker is in just one of them.
 */
export interface School {
  of: Uint8Array;
  side: 0 | 1;
}
