/** The figures of one run of the score command; the JSON it prints. */
export interface ScoreReport {
  kind: "categorical" | "numeric";
  mode: "referee" | "campaign";
  /** Rows of the answers file. */
  labels: number;
  items: number;
  workers: number;
  /** Rows that repeat an earlier one; each such answer counts once. */
  repeated: number;
  /** Further, different answers of one worker to one question; all count in campaign mode, none in referee mode. */
  contradicting: number;
  /** Questions with a known label or value that somebody answered. */
  known?: number;
  /** Questions in the truth file that nobody answered; left out of all figures. */
  unanswered?: number;
  /** Share of known labels found, 0..1, ties at 1/n. */
  accuracy?: number;
  /** Mean absolute error. */
  mae?: number;
  /** Root of the mean squared error. */
  rmse?: number;
  /** Krippendorff's alpha, nominal or interval; null when no question has two answers. */
  alpha: number | null;
  /** Fleiss' kappa; categorical only. */
  fleissKappa?: number | null;
  /** Workers who share a vote with others, as copies or a clique. */
  sharedVotes: number;
  categorical?: CategoricalFigures;
  /** Time to read the files, in seconds. */
  readSeconds: number;
  /** Time to score, without reading and writing files. */
  seconds: number;
  labelsPerSecond: number;
}

/** Figures of categorical answers only. */
export interface CategoricalFigures {
  /** Class names; rows and columns of the tables are in this order. */
  classes: string[];
  /** Mean probability of the labels, 0..1. */
  meanConfidence: number;
  /** Items by confidence, in tenths from 0..0.1 to 0.9..1. */
  confidenceTenths: number[];
  /** Answers (columns) to the items of each label (rows); up to 100 classes. */
  answersByLabel?: number[][];
  /** Labels (columns) of the items of each known class (rows), and items of other classes left out; up to 100 classes. */
  labelsByTruth?: number[][];
  /** Confidence of every question's label; up to 10,000 questions. */
  confidences?: Record<string, number>;
}
