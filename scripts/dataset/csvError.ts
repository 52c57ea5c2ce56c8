/** A row of a CSV file that cannot be used, and why. Lines count from 1, the header included. */
export interface BadRow {
  line: number;
  reason: string;
}

/** A file that cannot be used; the message says what to change in it. */
export class DatasetError extends Error {
  override name = "DatasetError";
}
