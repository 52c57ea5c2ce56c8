import { task } from "hardhat/config";

/** The commands of those who deploy and operate. */
export const deployTasks = [
  task("deploy", "Deploy the protocol to a network, or go on with a deployment that was interrupted")
    .addFlag({ name: "yes", description: "Do not ask" })
    .addFlag({ name: "dryRun", description: "Only check, and show the transactions and their cost" })
    .setAction(() => import("./deploy.ts"))
    .build(),

  task("deploy:status", "Compare a deployment with its sources and parameters")
    .addFlag({ name: "json", description: "Print JSON" })
    .setAction(() => import("./status.ts"))
    .build(),

  task("deploy:verify", "Have the explorer verify the sources of a deployment")
    .setAction(() => import("./verify.ts"))
    .build(),
];
