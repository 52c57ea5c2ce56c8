import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

const account = {
  name: "account",
  description: "Number or address of the reviewer's account, which sends",
  defaultValue: "0",
} as const;

const taskNumber = {
  name: "task",
  description: "Number of the task",
  type: ArgumentType.BIGINT,
  defaultValue: 0n,
} as const;

const amount = { name: "amount", description: "Amount in whole AGT, such as 500", defaultValue: "" } as const;

/** The commands of reviewers. A review is revealed with the command reveal, as every sheet. */
export const reviewTasks = [
  task("review:stake", "Stake AGT to review tasks that are published afterwards")
    .addOption(account)
    .addOption(amount)
    .setAction(() => import("./reviewStake.ts"))
    .build(),

  task("review:unstake", "Ask a reviewer's stake back")
    .addOption(account)
    .addOption({ ...amount, description: "Amount in whole AGT; all by default" })
    .setAction(() => import("./reviewUnstake.ts"))
    .build(),

  task("review:withdraw", "Take back the stake that was asked for, after the cooldown")
    .addOption(account)
    .setAction(() => import("./reviewWithdraw.ts"))
    .build(),

  task("review:status", "Show a reviewer's stake and, of a task, the items that it answers")
    .addOption(account)
    .addOption({ ...taskNumber, description: "Number of the task; only the stake by default" })
    .setAction(() => import("./reviewStatus.ts"))
    .build(),

  task("review:commit", "Commit to a review of a part of a task's items")
    .addOption(account)
    .addOption({
      name: "sheets",
      description: "Folder in which answer sheets are kept until they are revealed",
      defaultValue: "sheets",
    })
    .addOption(taskNumber)
    .addOption({ name: "answers", description: "CSV (item,answer) of the answers", defaultValue: "" })
    .addOption({ name: "payout", description: "Address that is paid; the reviewer by default", defaultValue: "" })
    .setAction(() => import("./reviewCommit.ts"))
    .build(),

  task("review:resolve", "Free the stake of a settled task's reviewers, or slash it")
    .addOption({ ...account, description: "Number or address of the account that sends" })
    .addOption(taskNumber)
    .setAction(() => import("./reviewResolve.ts"))
    .build(),
];
