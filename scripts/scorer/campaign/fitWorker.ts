import { workerData } from "node:worker_threads";

import { Barrier } from "./Barrier.ts";
import { fitShare, type FitPlan } from "./fitShare.ts";

const { plan, part } = workerData as { plan: FitPlan; part: number };
new Barrier(plan.barrier, plan.models.length).wait();
fitShare(plan, part);
