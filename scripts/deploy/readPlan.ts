import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { type DeploymentPlan, parsePlan } from "./DeploymentPlan.ts";

/** The plan kept in a deployment's folder; undefined when nothing was begun. */
export async function readPlan(folder: string): Promise<DeploymentPlan | undefined> {
  try {
    return parsePlan(JSON.parse(await readFile(join(folder, "plan.json"), "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`${join(folder, "plan.json")} is damaged: restore it from version control.`, { cause: error });
  }
}
