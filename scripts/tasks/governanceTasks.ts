import { task } from "hardhat/config";

const account = {
  name: "account",
  description: "Number or address of the account that sends",
  defaultValue: "0",
} as const;

const proposal = {
  name: "proposal",
  description: "Number of the proposal, or as much of its beginning as tells it from the others",
  defaultValue: "",
} as const;

const satellite = { name: "to", description: "Network of the satellite", defaultValue: "" } as const;

const written = {
  name: "file",
  description: "JSON that is written, for the command propose",
  defaultValue: "",
} as const;

/** The commands of those who hold AGT. */
export const governanceTasks = [
  task("delegate", "Delegate the votes of an account's AGT and of its stake")
    .addOption(account)
    .addOption({ name: "to", description: "Who votes; the sender by default", defaultValue: "" })
    .setAction(() => import("./delegate.ts"))
    .build(),

  task("propose", "Propose changes of parameters, described in a JSON file")
    .addOption(account)
    .addOption({ name: "file", description: "JSON with title, text and changes", defaultValue: "" })
    .addFlag({ name: "dryRun", description: "Only show the decoded calls" })
    .setAction(() => import("./propose.ts"))
    .build(),

  task("vote", "Vote on an active proposal")
    .addOption(account)
    .addOption(proposal)
    .addOption({ name: "choice", description: "for, against or abstain", defaultValue: "" })
    .addOption({ name: "reason", description: "Why", defaultValue: "" })
    .setAction(() => import("./vote.ts"))
    .build(),

  task("queue", "Hand a proposal that has succeeded to the timelock")
    .addOption(account)
    .addOption(proposal)
    .setAction(() => import("./queueProposal.ts"))
    .build(),

  task("execute", "Execute a queued proposal")
    .addOption(account)
    .addOption(proposal)
    .setAction(() => import("./executeProposal.ts"))
    .build(),

  task("propose:link", "Write the proposal by which home links a satellite")
    .addOption(satellite)
    .addOption(written)
    .setAction(() => import("./linkProposal.ts"))
    .build(),

  task("propose:remote", "Write the proposal by which home makes changes on a satellite")
    .addOption(satellite)
    .addOption({ name: "changes", description: "JSON with title, text and changes there", defaultValue: "" })
    .addOption(written)
    .setAction(() => import("./remoteProposal.ts"))
    .build(),

  task("execute:remote", "Make the calls that a satellite's timelock has held long enough")
    .addOption(account)
    .setAction(() => import("./executeRemote.ts"))
    .build(),

  task("proposals", "Show proposals with their state, votes, time left and decoded calls")
    .setAction(() => import("./proposals.ts"))
    .build(),
];
