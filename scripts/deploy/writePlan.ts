import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { writeFileAtomically } from "../identity/writeFileAtomically.ts";
import type { DeploymentPlan } from "./DeploymentPlan.ts";

/** Keeps a plan in its deployment's folder, durably. */
export async function writePlan(folder: string, plan: DeploymentPlan): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFileAtomically(join(folder, "plan.json"), `${JSON.stringify(plan, null, 2)}\n`);
}
