/** What is measured, in words; the keys are those of `npm run gas -- --json`. */
export const GAS_NAMES = {
  register: "register a pass, the 21st",
  registerWithoutTree: "register a pass, without the tree",
  stake: "stake AGT, first time",
  deposit: "prepay a bond",
  withdraw: "withdraw a balance, all of it",
  publish: "publish a task",
  publishWithGoldAndModel: "publish a task with gold and model",
  cancel: "cancel a task",
  commit: "commit a sheet with its proof",
  commitRelayed: "commit a sheet with its proof, through a paid relayer",
  commitBatch16PerSheet: "commit a sheet with its proof, in a batch of 16",
  commitReviewerFirst: "commit a review, in a place not used before",
  commitReviewer: "commit a review",
  openGold: "open gold of 108 items",
  openModel: "open a model's predictions for 108 items",
  reveal108First: "reveal 108 answers, first of a task",
  reveal108: "reveal 108 answers",
  revealBatch16PerSheet: "reveal 108 answers, in a batch of 16",
  revealReviewer108: "reveal a review of 22 of 108 items",
  settleBluebird: "settle 39 sheets of 108 items, 2 classes",
  settleK2: "settle 24 sheets of 512 items, 2 classes, 4 rounds",
  settleK4: "settle 24 sheets of 256 items, 4 classes, 4 rounds",
  settleNumeric: "settle 24 sheets of 128 numbers",
  settlePerLabelK2: "settle one more answer, 2 classes, 4 rounds",
  settlePerLabelK4: "settle one more answer, 4 classes, 4 rounds",
  settlePerLabelNumeric: "settle one more number",
  resolveReviewer: "resolve one of three reviews of 22 items",
  claim: "claim a payout of a task with 39 sheets, new holder",
  claimKnownHolder: "claim a payout of a task with 39 sheets, known holder",
  claimBatchPerSheet: "claim a payout of a task with 39 sheets, in a batch of 32, new holders",
} as const;

/** An action that is measured. */
export type GasKey = keyof typeof GAS_NAMES;

/** Gas of every action, 21,000 and calldata included. */
export type GasReport = Record<GasKey, number>;
