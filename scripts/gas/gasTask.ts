import { task } from "hardhat/config";

/** `npm run gas`: what every user action costs. */
export const gasTask = task("gas", "Measure the gas of every user action")
  .addFlag({ name: "json", description: "Print one JSON object" })
  .addFlag({ name: "check", description: "Fail when a figure differs from snapshots/gas.json" })
  .addFlag({ name: "update", description: "Write snapshots/gas.json" })
  .setAction(() => import("./gas.ts"))
  .build();
