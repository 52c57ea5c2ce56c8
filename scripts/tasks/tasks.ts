import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { governanceTasks } from "./governanceTasks.ts";
import { passTasks } from "./passTasks.ts";
import { reviewTasks } from "./reviewTasks.ts";

const account = {
  name: "account",
  description: "Number or address of the account that sends",
  defaultValue: "0",
} as const;

const sheets = {
  name: "sheets",
  description: "Folder in which answer sheets and gold are kept until they are revealed",
  defaultValue: "sheets",
} as const;

const relay = {
  name: "relay",
  description: "URL of a relay that sends instead, and pays the gas",
  defaultValue: "",
} as const;

const taskNumber = {
  name: "task",
  description: "Number of the task",
  type: ArgumentType.BIGINT,
  defaultValue: 0n,
} as const;

/** The commands of the protocol's users: one per action. */
export const tasks = [
  task("deploy:local", "Deploy the protocol with development parameters to a local node and hand out tokens")
    .setAction(() => import("./deployLocal.ts"))
    .build(),

  task("register", "Mint a contributor's pass")
    .addOption(account)
    .setAction(() => import("./register.ts"))
    .build(),

  task("publish", "Publish a task and escrow its reward")
    .addOption(account)
    .addOption(sheets)
    .addOption({ name: "questions", description: "CSV of the questions, one row per item", defaultValue: "" })
    .addOption({
      name: "items",
      description: "Number of items, without a file",
      type: ArgumentType.INT,
      defaultValue: 0,
    })
    .addOption({
      name: "classes",
      description: "Number of answers to choose from (2 to 254); 0 for numbers",
      type: ArgumentType.INT,
      defaultValue: 2,
    })
    .addOption({ name: "minimum", description: "Least numeric answer", defaultValue: "0" })
    .addOption({ name: "maximum", description: "Greatest numeric answer", defaultValue: "0" })
    .addOption({
      name: "decimals",
      description: "Decimal places of numeric answers",
      type: ArgumentType.INT,
      defaultValue: 0,
    })
    .addOption({ name: "cid", description: "IPFS content identifier of the questions", defaultValue: "" })
    .addOption({ name: "gold", description: "CSV (item,answer) of labels known in advance", defaultValue: "" })
    .addOption({ name: "token", description: "Reward token: its address, AIA by default", defaultValue: "" })
    .addOption({ name: "pool", description: "Reward in whole tokens, such as 250.5", defaultValue: "" })
    .addOption({ name: "quota", description: "Places for contributors", type: ArgumentType.INT, defaultValue: 5 })
    .addOption({ name: "bond", description: "Bond in whole tokens; a tenth of a place by default", defaultValue: "" })
    .addOption({ name: "minLevel", description: "Least level", type: ArgumentType.INT, defaultValue: 1 })
    .addOption({
      name: "skills",
      description: "Required skills, one bit each",
      type: ArgumentType.BIGINT,
      defaultValue: 0n,
    })
    .addOption({ name: "field", description: "Field of the work", type: ArgumentType.INT, defaultValue: 0 })
    .addOption({
      name: "commitSeconds",
      description: "Length of the commit phase",
      type: ArgumentType.INT,
      defaultValue: 86_400,
    })
    .addOption({
      name: "revealSeconds",
      description: "Length of the reveal phase",
      type: ArgumentType.INT,
      defaultValue: 86_400,
    })
    .addOption({
      name: "reviewers",
      description: "Places for reviewers, who stake AGT and answer a part of the items",
      type: ArgumentType.INT,
      defaultValue: 0,
    })
    .addOption({
      name: "reviewerItems",
      description: "Items that each reviewer answers; a fifth of all by default",
      type: ArgumentType.INT,
      defaultValue: 0,
    })
    .addOption({ name: "reviewerPercent", description: "Reviewers' share of the pool, in percent", defaultValue: "20" })
    .addOption({
      name: "reviewerTolerance",
      description: "Numbers of reviewers further apart than this differ",
      defaultValue: "0",
    })
    .setAction(() => import("./publish.ts"))
    .build(),

  task("commit", "Commit to an answer sheet with a proof of eligibility")
    .addOption(account)
    .addOption(sheets)
    .addOption(taskNumber)
    .addOption({ name: "answers", description: "CSV (item,answer) of the answers", defaultValue: "" })
    .addOption({ name: "payout", description: "Address that is paid; the bond account by default", defaultValue: "" })
    .addOption({
      name: "bondAccount",
      description: "Number or address of the account whose balance in the registry is the bond; the sender by default",
      defaultValue: "",
    })
    .addOption(relay)
    .setAction(() => import("./commit.ts"))
    .build(),

  task("open", "Open the gold that was published as a hash")
    .addOption(account)
    .addOption(sheets)
    .addOption(taskNumber)
    .setAction(() => import("./open.ts"))
    .build(),

  task("reveal", "Reveal every stored sheet of a task that is committed and not revealed")
    .addOption(account)
    .addOption(sheets)
    .addOption(taskNumber)
    .addOption(relay)
    .setAction(() => import("./reveal.ts"))
    .build(),

  task("settle", "Let the chain compute the labels and the pay of a task")
    .addOption(account)
    .addOption(taskNumber)
    .setAction(() => import("./settle.ts"))
    .build(),

  task("claim", "Pay what a settled task owes, to whom it owes it")
    .addOption(account)
    .addOption(taskNumber)
    .addOption({ name: "payout", description: "Only what is owed to this address", defaultValue: "" })
    .setAction(() => import("./claim.ts"))
    .build(),

  task("relay", "Run a relay: take commits and reveals over HTTP and pay their gas")
    .addOption(account)
    .addOption({
      name: "port",
      description: "Port on the loopback interface",
      type: ArgumentType.INT,
      defaultValue: 8787,
    })
    .addOption({ name: "database", description: "File of the queue; out/relay/<chain> by default", defaultValue: "" })
    .addOption({ name: "fee", description: "Least fee for a commit, in whole tokens", defaultValue: "0" })
    .addOption({
      name: "confirmations",
      description: "Blocks after which a transaction counts",
      type: ArgumentType.INT,
      defaultValue: 1,
    })
    .setAction(() => import("./relay.ts"))
    .build(),

  task("keeper", "Run a keeper: settle tasks as soon as they can be, and export their labels")
    .addOption(account)
    .addOption({
      name: "port",
      description: "Port of /health and /metrics",
      type: ArgumentType.INT,
      defaultValue: 8788,
    })
    .addOption({ name: "folder", description: "Folder of the labels; out/labels/<chain> by default", defaultValue: "" })
    .addOption({
      name: "confirmations",
      description: "Blocks after which a result is exported",
      type: ArgumentType.INT,
      defaultValue: 20,
    })
    .addOption({
      name: "chunk",
      description: "Most blocks to ask the node for at once",
      type: ArgumentType.INT,
      defaultValue: 10_000,
    })
    .addOption({ name: "seconds", description: "Pause between rounds", type: ArgumentType.INT, defaultValue: 10 })
    .setAction(() => import("./keeper.ts"))
    .build(),

  task("attestor", "Run an attestor: sign messages from this network to another, and deliver what enough have signed")
    .addOption({ ...account, description: "Number or address of the account that signs and pays for deliveries" })
    .addOption({ name: "to", description: "Network to which the messages go", defaultValue: "" })
    .addOption({ name: "peers", description: "URLs of other attestors, separated by commas", defaultValue: "" })
    .addOption({
      name: "port",
      description: "Port of /health, /metrics and /attestations",
      type: ArgumentType.INT,
      defaultValue: 8789,
    })
    .addOption({
      name: "confirmations",
      description: "Blocks on top of what counts; 0 to wait until it is final on the chain below",
      type: ArgumentType.INT,
      defaultValue: 0,
    })
    .addOption({
      name: "chunk",
      description: "Most blocks to ask the node for at once",
      type: ArgumentType.INT,
      defaultValue: 10_000,
    })
    .addOption({ name: "seconds", description: "Pause between rounds", type: ArgumentType.INT, defaultValue: 10 })
    .setAction(() => import("./attestor.ts"))
    .build(),

  task("status", "Show where tasks stand")
    .addOption({ ...taskNumber, description: "Number of the task; all tasks by default" })
    .addFlag({ name: "json", description: "Print JSON" })
    .setAction(() => import("./status.ts"))
    .build(),

  task("verify:task", "Compute a settled task again with a referee that shares no code with the protocol's")
    .addOption(taskNumber)
    .setAction(() => import("./verifyTask.ts"))
    .build(),

  ...passTasks,
  ...reviewTasks,

  ...governanceTasks,
];
