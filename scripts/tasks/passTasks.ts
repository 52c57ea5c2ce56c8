import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

const account = {
  name: "account",
  description: "Number or address of the account that holds the pass, which sends",
  defaultValue: "0",
} as const;

const taskNumber = {
  name: "task",
  description: "Number of the task",
  type: ArgumentType.BIGINT,
  defaultValue: 0n,
} as const;

/** The commands of those who hold a pass; the command register mints it. */
export const passTasks = [
  task("pass:show", "Show what a pass carries and what its next level needs")
    .addOption(account)
    .setAction(() => import("./passShow.ts"))
    .build(),

  task("pass:record", "Put the experience of a settled task's valid sheets into the experience tree")
    .addOption({ ...account, description: "Number or address of the account that sends" })
    .addOption(taskNumber)
    .setAction(() => import("./passRecord.ts"))
    .build(),

  task("pass:gain", "Prove to own experience that was recorded, and let the pass take it in")
    .addOption(account)
    .addOption({ ...taskNumber, description: "Number of the task; all by default" })
    .setAction(() => import("./passGain.ts"))
    .build(),

  task("pass:level-up", "Raise a pass by one level for its experience and AIA, from level 6 on also AGT")
    .addOption(account)
    .setAction(() => import("./passLevelUp.ts"))
    .build(),

  task("pass:skill", "Claim the skill of a field for experience gained in it")
    .addOption(account)
    .addOption({ name: "field", description: "Number of the field", type: ArgumentType.INT, defaultValue: 0 })
    .setAction(() => import("./passSkill.ts"))
    .build(),

  task("pass:renew", "Make a pass good for another season")
    .addOption(account)
    .setAction(() => import("./passRenew.ts"))
    .build(),
];
