/** The figures of one run of the score command; the JSON it prints. */
export interface ScoreReport {
  kind: "categorical" | "numeric";
  mode: "referee" | "campaign";
  /** Rows of the answers file. */
  labels: number;
  items: number;
  workers: number;
  /** Number of classes; 0 for numeric answers. */
  classes: number;
  repeated: number;
  contradicting: number;
  /** Questions with a known label or value that somebody answered. */
  known?: number;
  /** Questions in the truth file that nobody answered. */
  unanswered?: number;
  /** Share of known labels found, 0..1, ties at 1/n. */
  accuracy?: number;
  /** Mean absolute error. */
  mae?: number;
  /** Root of the mean squared error. */
  rmse?: number;
  /** Time to read the files. */
  readSeconds: number;
  /** Time to score, without reading and writing files. */
  seconds: number;
  labelsPerSecond: number;
}
